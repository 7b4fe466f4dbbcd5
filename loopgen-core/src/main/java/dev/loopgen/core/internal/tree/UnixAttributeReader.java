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
 * The mode bits, number, links and status change time of a file, which the JDK reads with its other
 * attributes and shows only in a map. To make one for each file of a work tree takes about as long
 * as to ask the system. Where the program was started with {@code java.base/sun.nio.fs} open, they
 * are taken from where they stand. Immutable and thread-safe.
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

  /** Returns how to read them, or null where they are not open. */
  static @Nullable UnixAttributeReader ifOpen() {
    return FOUND;
  }

  /** Reads what the file system says of a path without following it. */
  FileStat stat(Path path) throws IOException {
    return stat(Files.readAttributes(path, PosixFileAttributes.class, NOT_FOLLOWED));
  }

  /** Reads the same of a name in an open directory, whose own path is not looked up again. */
  FileStat stat(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    return stat(
        directory
            .getFileAttributeView(name, PosixFileAttributeView.class, NOT_FOLLOWED)
            .readAttributes());
  }

  /** Reads what the file system says of the very directory that is open. */
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
