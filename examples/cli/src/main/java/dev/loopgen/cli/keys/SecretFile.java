package dev.loopgen.cli.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Creates files that only their owner can read and write. */
final class SecretFile {

  private SecretFile() {}

  /**
   * Creates a new file, accessible only to its owner from the start.
   *
   * @throws IllegalArgumentException if the file exists already or cannot be written
   */
  static void create(Path file, String text) {
    try {
      write(file, text);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          file + " exists already, and keys are never replaced. Name another file.", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The key " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      fill(file, channel, text);
    }
  }

  /** Writes the file, or removes it if it cannot be written completely. */
  private static void fill(Path file, SeekableByteChannel channel, String text) throws IOException {
    try {
      Set<String> views = file.getFileSystem().supportedFileAttributeViews();
      if (!views.contains("posix") && views.contains("acl")) {
        leaveToOwner(file);
      }
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void leaveToOwner(Path file) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
    view.setAcl(
        List.of(
            AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build()));
  }
}
