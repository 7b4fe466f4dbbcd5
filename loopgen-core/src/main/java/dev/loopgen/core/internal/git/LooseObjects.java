package dev.loopgen.core.internal.git;

import dev.loopgen.core.internal.files.PlainFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.MutableInteger;
import org.jspecify.annotations.Nullable;

/** The loose objects, each in a file of its own. */
final class LooseObjects {

  private static final int MAX_HEADER = 32;

  private LooseObjects() {}

  static @Nullable GitObject read(Path objects, AnyObjectId id, long limit) throws IOException {
    try (InputStream in = open(objects, id)) {
      String[] header = header(in).split(" ", 2);
      int type = Constants.decodeTypeString(id, ascii(header[0]), (byte) 0, new MutableInteger());
      long size = Long.parseLong(header[1]);
      if (size < 0 || size > limit) {
        throw new ObjectSizeException(size, limit);
      }
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length != size || in.read() >= 0) {
        throw new IOException("its size differs from the one in its header");
      }
      return new GitObject(type, bytes);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return null;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
      throw new IOException("its header is damaged", damaged);
    }
  }

  private static InputStream open(Path objects, AnyObjectId id) throws IOException {
    String hex = id.name();
    Path file = objects.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    return new InflaterInputStream(new BufferedInputStream(PlainFile.open(file)));
  }

  /** Returns a blob's content, not yet verified, and its size; null if there is none. */
  static @Nullable LargeBlob blob(Path objects, AnyObjectId id) throws IOException {
    InputStream in;
    try {
      in = open(objects, id);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return null;
    }
    try {
      String header = header(in);
      if (!header.matches("blob [0-9]{1,18}")) {
        throw new IOException("it is not a blob");
      }
      return new LargeBlob(Long.parseLong(header.substring(5)), in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** A blob that is read in parts. */
  record LargeBlob(long size, InputStream in) {}

  private static byte[] ascii(String type) {
    return (type + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static String header(InputStream in) throws IOException {
    StringBuilder header = new StringBuilder();
    for (int b = in.read(); b != 0; b = in.read()) {
      if (b < 0 || header.length() == MAX_HEADER) {
        throw new IOException("its header is damaged");
      }
      header.append((char) b);
    }
    return header.toString();
  }

  /** Names any object that is a commit or a tag; empty if there is none. */
  static Optional<String> anyCommit(Path objects) throws IOException {
    for (int i = 0; i < 256; i++) {
      Path directory = objects.resolve(HexFormat.of().toHexDigits((byte) i));
      if (!Files.isDirectory(directory)) {
        continue;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          String name = directory.getFileName() + "" + file.getFileName();
          if (name.length() == 40 && isCommit(file)) {
            return Optional.of("the object " + name);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isCommit(Path file) throws IOException {
    try (InputStream in = new InflaterInputStream(Files.newInputStream(file))) {
      String type = header(in).split(" ", 2)[0];
      return !type.equals("blob") && !type.equals("tree");
    }
  }

  /** Lists the ids that start with a hexadecimal prefix of at least two digits. */
  static List<String> startingWith(Path objects, String prefix) throws IOException {
    Path directory = objects.resolve(prefix.substring(0, 2));
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> prefix.substring(0, 2) + file.getFileName())
          .filter(name -> name.length() == 40 && name.startsWith(prefix))
          .forEach(found::add);
    }
    return found;
  }
}
