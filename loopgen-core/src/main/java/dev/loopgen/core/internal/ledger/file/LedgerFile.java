package dev.loopgen.core.internal.ledger.file;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.internal.files.DirectoryListing;
import dev.loopgen.core.internal.files.FileLocks;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.files.ProjectLayout;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger file and its companion files, none of which is reached through a symbolic link.
 *
 * @param path the file
 * @param bytesRead receives how many bytes each pass over the ledger reads
 * @param threads how many threads may scan it at the same time
 */
public record LedgerFile(Path path, LongConsumer bytesRead, int threads) {

  public LedgerFile(Path path) {
    this(path, count -> {});
  }

  public LedgerFile(Path path, LongConsumer bytesRead) {
    this(path, bytesRead, Integer.MAX_VALUE);
  }

  public Path directory() {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  /** Returns the symbolic link found in place of the file or its directory. */
  public Optional<Path> symbolicLink() {
    if (Files.isSymbolicLink(directory())) {
      return Optional.of(directory());
    }
    return Files.isSymbolicLink(path) ? Optional.of(path) : Optional.empty();
  }

  /** Requires the ledger to be a regular file in a real directory. */
  private void requirePlain() throws IOException {
    Optional<Path> link = symbolicLink();
    if (link.isPresent()) {
      throw new IOException(link.get() + " is a symbolic link");
    }
    if (isSomethingElse(path)) {
      throw new IOException("it is not a regular file");
    }
  }

  /**
   * Tells whether a path holds something other than a regular file, as opening a pipe would block.
   */
  public static boolean isSomethingElse(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Opens the file for reading.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public FileChannel openToRead() throws IOException {
    requirePlain();
    return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Opens the file for reading and writing; creates it and its directory if missing. */
  public FileChannel openToWrite() throws IOException {
    requirePlain();
    makeDirectory();
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the identity of the file at the path, without following links.
   *
   * @return null if there is no file, or the platform has no file identity
   */
  public @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /**
   * What changes when somebody writes to the file, unless that happens within one tick of the
   * file's clock and keeps the length.
   *
   * @param key its identity, or null if the platform has none
   */
  public record WriteStamp(@Nullable Object key, long size, FileTime written) {}

  /**
   * Returns the write stamp.
   *
   * @throws java.nio.file.NoSuchFileException if there is no file
   */
  public WriteStamp writeStamp() throws IOException {
    BasicFileAttributes file =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new WriteStamp(file.fileKey(), file.size(), file.lastModifiedTime());
  }

  /**
   * Reads the lines from the start of the file.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public LineReader lines() throws IOException {
    return new LineReader(Channels.newInputStream(openToRead()), bytesRead);
  }

  /**
   * Opens the bytes of the file.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public LedgerBytes bytes() throws IOException {
    return LedgerBytes.of(openToRead(), bytesRead, threads);
  }

  public long length() throws IOException {
    return Files.size(path);
  }

  public LedgerLock lock() throws IOException {
    requirePlain();
    makeDirectory();
    Path lock = sibling(".lock");
    if (isSomethingElse(lock)) {
      throw new IOException(lock + " is not a regular file; remove it");
    }
    return LedgerLock.acquire(lock, () -> FileLocks.stampOf(path, merging().path()));
  }

  /**
   * Creates the directory; checks for it first, because an existing one would cost an exception.
   */
  private void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory())) {
      Files.createDirectories(directory());
    }
  }

  public Path stateFile() {
    return sibling(".state");
  }

  /** Returns the file that holds a merged ledger until it replaces this one. */
  public LedgerFile merging() {
    return new LedgerFile(sibling(".merging"));
  }

  /** Tells whether this is a project's ledger, to which runs may append, not a copy made by git. */
  public boolean isOfProject() {
    return directory().endsWith(ProjectLayout.DIRECTORY);
  }

  /** Returns an unused file name for a cut-off line. */
  public Path freeTornFile() {
    int number = 1;
    while (Files.exists(tornFile(number), LinkOption.NOFOLLOW_LINKS)) {
      number++;
    }
    return tornFile(number);
  }

  private Path tornFile(int number) {
    return sibling(".torn-" + number);
  }

  private Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** Makes the names of new files durable, if the platform supports that. */
  public void forceDirectory() throws IOException {
    DirectoryListing.force(directory());
  }

  public LedgerException unreadable(IOException e) {
    return new LedgerException("The ledger " + path + " cannot be read: " + reason(e) + ".", e);
  }

  public LedgerException unwritable(IOException e) {
    return new LedgerException("The ledger " + path + " cannot be written: " + reason(e) + ".", e);
  }

  public static String reason(IOException e) {
    return FileReason.of(e);
  }
}
