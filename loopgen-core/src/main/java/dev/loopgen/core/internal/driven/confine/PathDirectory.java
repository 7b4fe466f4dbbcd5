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

/**
 * A directory on a platform that cannot hold one open. Before each use, its path must still be free
 * of links.
 */
final class PathDirectory implements DirectoryHandle {

  private final Path path;
  private final Path real;

  PathDirectory(Path path) throws IOException {
    this.path = path;
    this.real = path.toRealPath();
  }

  private Path here() throws IOException {
    if (!path.toRealPath().equals(real)) {
      throw new IOException(path + " was replaced");
    }
    return real;
  }

  @Override
  public List<Path> names() throws IOException {
    try (Stream<Path> files = Files.list(here())) {
      return files.map(Path::getFileName).toList();
    }
  }

  @Override
  public Path name(String name) {
    return path.getFileSystem().getPath(name);
  }

  @Override
  public BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(here(), BasicFileAttributes.class, NOT_FOLLOWED);
  }

  @Override
  public BasicFileAttributes attributes(Path name) throws IOException {
    return Files.readAttributes(here().resolve(name), BasicFileAttributes.class, NOT_FOLLOWED);
  }

  @Override
  public DirectoryHandle enter(Path name) throws IOException {
    if (!attributes(name).isDirectory()) {
      throw new IOException(name + " is not a directory");
    }
    return new PathDirectory(here().resolve(name));
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return Files.newByteChannel(
        here().resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public SeekableByteChannel create(Path name) throws IOException {
    return Files.newByteChannel(
        here().resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void createDirectory(Path name) throws IOException {
    Files.createDirectory(here().resolve(name));
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
        here().resolve(name),
        ((PathDirectory) target).here().resolve(newName),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path name) throws IOException {
    Files.delete(here().resolve(name));
  }

  @Override
  public void close() {}
}
