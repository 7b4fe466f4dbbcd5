package dev.loopgen.core.internal.driven.confine;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory that does not notice something, for tests of the tests. */
final class Careless implements DirectoryHandle {

  /** What is not noticed. */
  enum Neglect {
    /** Links look like what they lead to. */
    LINKS,
    /** Nothing else is in a directory: no other spelling of a name, and no other repository. */
    NEIGHBOURS
  }

  private final Path path;
  private final Neglect neglect;

  Careless(Path path, Neglect neglect) {
    this.path = path;
    this.neglect = neglect;
  }

  private LinkOption[] options() {
    return neglect == Neglect.LINKS ? new LinkOption[0] : NOT_FOLLOWED;
  }

  @Override
  public List<Path> names() throws IOException {
    if (neglect == Neglect.NEIGHBOURS) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.map(Path::getFileName).toList();
    }
  }

  @Override
  public Path name(String name) {
    return Path.of(name);
  }

  @Override
  public BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  @Override
  public BasicFileAttributes attributes(Path name) throws IOException {
    return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, options());
  }

  @Override
  public DirectoryHandle enter(Path name) {
    return new Careless(path.resolve(name), neglect);
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return Files.newByteChannel(path.resolve(name), StandardOpenOption.READ);
  }

  @Override
  public SeekableByteChannel create(Path name) throws IOException {
    return Files.newByteChannel(
        path.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void createDirectory(Path name) throws IOException {
    Files.createDirectory(path.resolve(name));
  }

  @Override
  public void makeExecutable(Path name) {}

  @Override
  public Set<PosixFilePermission> permissions(Path name) {
    return Set.of();
  }

  @Override
  public void setPermissions(Path name, Set<PosixFilePermission> permissions) {}

  @Override
  public void move(Path name, DirectoryHandle target, Path newName) throws IOException {
    Files.move(
        path.resolve(name),
        ((Careless) target).path.resolve(newName),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path name) throws IOException {
    Files.delete(path.resolve(name));
  }

  @Override
  public void close() {}
}
