package dev.loopgen.core.internal.tree;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's mode bits, inode, link count and status change time directly from the JDK's
 * attribute object. The public API returns them only in a map, and creating one per file takes
 * about as long as the system call. Works only if {@code java.base/sun.nio.fs} is open. Immutable
 * and thread-safe.
 */
final class UnixAttributeReader {

  private static final LinkOption[] NOT_FOLLOWED = {LinkOption.NOFOLLOW_LINKS};
  private static final @Nullable UnixAttributeReader FOUND = find();

  private final Class<?> type;
  private final MethodHandle mode;
  private final MethodHandle number;
  private final MethodHandle links;
  private final MethodHandle changed;

  private UnixAttributeReader(Class<?> type) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    this.type = type;
    this.mode = method(lookup, "mode", int.class);
    this.number = method(lookup, "ino", long.class);
    this.links = method(lookup, "nlink", int.class);
    this.changed = method(lookup, "ctime", FileTime.class);
  }

  private MethodHandle method(MethodHandles.Lookup lookup, String name, Class<?> result)
      throws ReflectiveOperationException {
    return lookup
        .findVirtual(type, name, MethodType.methodType(result))
        .asType(MethodType.methodType(result, PosixFileAttributes.class));
  }

  private static @Nullable UnixAttributeReader find() {
    try {
      return new UnixAttributeReader(
          Files.readAttributes(Path.of(""), PosixFileAttributes.class).getClass());
    } catch (IOException
        | ReflectiveOperationException
        | UnsupportedOperationException notOpenHere) {
      return null;
    }
  }

  /** Returns a reader, or null if that package is not open. */
  static @Nullable UnixAttributeReader ifOpen() {
    return FOUND;
  }

  /** Reads the attributes of a path without following links. */
  FileStat stat(Path path) throws IOException {
    return stat(Files.readAttributes(path, PosixFileAttributes.class, NOT_FOLLOWED));
  }

  /**
   * Reads the attributes of a name in an open directory, without resolving the directory's path.
   */
  FileStat stat(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    return stat(
        directory
            .getFileAttributeView(name, PosixFileAttributeView.class, NOT_FOLLOWED)
            .readAttributes());
  }

  /** Reads the version of an open directory itself. */
  DirectoryListingCache.DirectoryVersion version(SecureDirectoryStream<Path> directory)
      throws IOException {
    PosixFileAttributes read =
        directory.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
    return new DirectoryListingCache.DirectoryVersion(
        Objects.requireNonNull(read.fileKey()), stat(read));
  }

  private FileStat stat(PosixFileAttributes read) {
    try {
      return FileStat.ofUnix(
          (int) mode.invokeExact(read),
          read.size(),
          read.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          ((FileTime) changed.invokeExact(read)).to(TimeUnit.NANOSECONDS),
          (long) number.invokeExact(read),
          (int) links.invokeExact(read));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable noneIsDeclared) {
      throw new IllegalStateException(noneIsDeclared);
    }
  }
}
