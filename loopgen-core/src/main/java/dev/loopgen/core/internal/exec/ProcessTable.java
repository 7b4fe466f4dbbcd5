package dev.loopgen.core.internal.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of a proc file system, see proc(5). */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");
  private static final Object ROOT = 0;

  /** The size limit of an environment, far above what a kernel allows. */
  private static final int MAX_ENVIRONMENT = 8 << 20;

  /** The size limit of a stat file, which is one line of numbers and a program name. */
  private static final int MAX_STAT = 4096;

  private final Path root;
  private final Object user;
  private final boolean readable;

  private ProcessTable(Path root, Object user, boolean readable) {
    this.root = root;
    this.user = user;
    this.readable = readable;
  }

  /**
   * The status of a process.
   *
   * @param state one letter
   * @param session the id of its session
   * @param started when it started, in ticks of the kernel's clock
   */
  record Stat(char state, long session, long started) {

    /**
     * Tells whether it is a zombie: it does nothing any more, and stays if nobody reaps orphans.
     */
    boolean isDead() {
      return state == 'Z' || state == 'X';
    }
  }

  /** Returns the table of this machine. */
  static ProcessTable ofMachine() {
    return of(PROC);
  }

  /** Returns the table below a directory, as the user who owns its {@code self} sees it. */
  static ProcessTable of(Path root) {
    try {
      return of(root, Files.getAttribute(root.resolve("self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException none) {
      return new ProcessTable(root, ROOT, false);
    }
  }

  /** Returns the table below a directory as a user sees it. */
  static ProcessTable of(Path root, Object user) {
    boolean readable = Files.isReadable(root.resolve("self").resolve("environ"));
    return new ProcessTable(root, user, readable);
  }

  /** Tells whether the table exists on this machine. */
  boolean isReadable() {
    return readable;
  }

  /** Returns the ids of all processes. */
  List<Long> ids() throws IOException {
    List<Long> ids = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[0-9]*")) {
      for (Path directory : directories) {
        ids.add(Long.parseLong(directory.getFileName().toString()));
      }
    } catch (DirectoryIteratorException | NumberFormatException e) {
      throw new IOException(e);
    }
    return ids;
  }

  /** Looks up a process; empty if there is none, or it cannot be read. */
  Optional<Stat> find(long id) {
    try (InputStream in = Files.newInputStream(directory(id).resolve("stat"))) {
      String line = new String(in.readNBytes(MAX_STAT), StandardCharsets.ISO_8859_1);
      // The fields follow the name, which may itself hold anything.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new Stat(fields[0].charAt(0), Long.parseLong(fields[3]), Long.parseLong(fields[19])));
    } catch (IOException | RuntimeException goneOrForeign) {
      return Optional.empty();
    }
  }

  /** Tells whether a process may be inspected: only root may inspect those of other users. */
  boolean isOwn(long id) {
    try {
      return user.equals(ROOT) || user.equals(Files.getAttribute(directory(id), "unix:uid"));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Returns the initial environment of a process; empty if it cannot be read. */
  byte[] environment(long id) {
    try (InputStream in = Files.newInputStream(directory(id).resolve("environ"))) {
      return in.readNBytes(MAX_ENVIRONMENT);
    } catch (IOException goneOrForeign) {
      return new byte[0];
    }
  }

  private Path directory(long id) {
    return root.resolve(Long.toString(id));
  }
}
