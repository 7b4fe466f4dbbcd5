package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.core.internal.files.FileNameBytes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A directory held open by the operating system; used where the platform can do that. */
final class OpenDirectory implements DirectoryHandle {

  private static final Path HERE = Path.of(".");

  private final Path path;
  private final SecureDirectoryStream<Path> stream;

  OpenDirectory(Path path, SecureDirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  @Override
  public List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> again = stream.newDirectoryStream(HERE, LinkOption.NOFOLLOW_LINKS)) {
      for (Iterator<Path> files = again.iterator(); files.hasNext(); ) {
        names.add(files.next().getFileName());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public Path name(String name) {
    return FileNameBytes.resolve(path, name.getBytes(StandardCharsets.UTF_8)).getFileName();
  }

  @Override
  public BasicFileAttributes attributes() throws IOException {
    return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  @Override
  public BasicFileAttributes attributes(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, BasicFileAttributeView.class, NOT_FOLLOWED)
        .readAttributes();
  }

  @Override
  public DirectoryHandle enter(Path name) throws IOException {
    return new OpenDirectory(
        path.resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel create(Path name) throws IOException {
    return stream.newByteChannel(
        name,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS));
  }

  /** The JDK cannot create a directory in an open one, so this goes by the path. */
  @Override
  public void createDirectory(Path name) throws IOException {
    Files.createDirectory(path.resolve(name));
  }

  @Override
  public void makeExecutable(Path name) throws IOException {
    PosixFileAttributeView view = view(name);
    Set<PosixFilePermission> all = view.readAttributes().permissions();
    all.add(PosixFilePermission.OWNER_EXECUTE);
    if (all.contains(PosixFilePermission.GROUP_READ)) {
      all.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (all.contains(PosixFilePermission.OTHERS_READ)) {
      all.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    view.setPermissions(all);
  }

  @Override
  public Set<PosixFilePermission> permissions(Path name) throws IOException {
    return view(name).readAttributes().permissions();
  }

  @Override
  public void setPermissions(Path name, Set<PosixFilePermission> permissions) throws IOException {
    view(name).setPermissions(permissions);
  }

  private PosixFileAttributeView view(Path name) {
    return stream.getFileAttributeView(name, PosixFileAttributeView.class, NOT_FOLLOWED);
  }

  @Override
  public void move(Path name, DirectoryHandle target, Path newName) throws IOException {
    stream.move(name, ((OpenDirectory) target).stream, newName);
  }

  @Override
  public void delete(Path name) throws IOException {
    stream.deleteFile(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
