package dev.loopgen.core.internal.verify;

import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.Containment.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The processes that a command started, as far as they can be found: those that kept their parent,
 * those of its session, and those that inherited a marker in their environment.
 */
final class ProcessTree {

  /** The variable whose value marks the processes of one command. */
  static final String MARKER = "LOOPGEN_RUN_MARKER";

  private static final Path PROC = Path.of("/proc");
  private static final Duration GRACE = Duration.ofMillis(200);
  private static final Duration KILL_LIMIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Process process;
  private final byte[] marker;
  private final boolean ownSession;
  private final boolean hasProc = Files.isReadable(PROC.resolve("self").resolve("environ"));
  private final Map<Long, ProcessHandle> seen = new HashMap<>();

  ProcessTree(Process process, String marker, boolean ownSession) {
    this.process = process;
    this.marker = (MARKER + "=" + marker).getBytes(StandardCharsets.US_ASCII);
    this.ownSession = ownSession;
  }

  /**
   * Remembers the present descendants, which a platform without {@code /proc} loses when they
   * detach.
   */
  void observe() {
    if (!hasProc) {
      process.descendants().forEach(handle -> seen.put(handle.pid(), handle));
    }
  }

  /** Ends everything, gently first; returns what was found. */
  Containment terminate() {
    Map<Long, ProcessHandle> alive = find();
    process.destroy();
    alive.values().forEach(ProcessHandle::destroy);
    pauseWhileAlive(GRACE);
    process.destroyForcibly();
    return kill(alive.size());
  }

  /** Ends what the command left behind when it exited. */
  Containment killLeftovers() {
    return kill(0);
  }

  private Containment kill(int found) {
    Set<Long> ended = new HashSet<>();
    long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
    Map<Long, ProcessHandle> alive = find();
    while (!alive.isEmpty() && System.nanoTime() < deadline) {
      ended.addAll(alive.keySet());
      alive.values().forEach(ProcessHandle::destroyForcibly);
      pause(PAUSE);
      alive = find();
    }
    return new Containment(level(), Math.max(found, ended.size()), alive.size());
  }

  private Level level() {
    if (hasProc) {
      return Level.MARKER;
    }
    return ownSession ? Level.SESSION : Level.DESCENDANTS;
  }

  /** The processes of the command that are alive, itself left out. */
  private Map<Long, ProcessHandle> find() {
    Map<Long, ProcessHandle> found = new HashMap<>();
    seen.values().stream()
        .filter(ProcessHandle::isAlive)
        .forEach(handle -> found.put(handle.pid(), handle));
    process.descendants().forEach(handle -> found.put(handle.pid(), handle));
    if (hasProc) {
      scan(found);
    }
    found.remove(process.pid());
    found.remove(ProcessHandle.current().pid());
    found.values().removeIf(handle -> !handle.isAlive());
    return found;
  }

  private void scan(Map<Long, ProcessHandle> found) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : processes) {
        if (belongs(directory)) {
          long pid = Long.parseLong(directory.getFileName().toString());
          ProcessHandle.of(pid).ifPresent(handle -> found.put(pid, handle));
        }
      }
    } catch (IOException | NumberFormatException notListable) {
      seen.values().removeIf(handle -> !handle.isAlive());
    }
  }

  private boolean belongs(Path directory) {
    try {
      return ownSession && session(directory) == process.pid()
          || contains(Files.readAllBytes(directory.resolve("environ")), marker);
    } catch (IOException | NumberFormatException goneOrForeign) {
      return false;
    }
  }

  /**
   * The session id is the fourth field behind the name, which may itself hold anything (proc(5)).
   */
  private static long session(Path directory) throws IOException {
    String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return "Z".equals(fields[0]) ? -1 : Long.parseLong(fields[3]);
  }

  private static boolean contains(byte[] environment, byte[] variable) {
    for (int start = 0; start + variable.length <= environment.length; start++) {
      if ((start == 0 || environment[start - 1] == 0)
          && environment[start] == variable[0]
          && Arrays.equals(
              environment, start, start + variable.length, variable, 0, variable.length)) {
        return true;
      }
    }
    return false;
  }

  private void pauseWhileAlive(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while ((process.isAlive() || !find().isEmpty()) && System.nanoTime() < deadline) {
      pause(PAUSE);
    }
  }

  /**
   * Pauses without letting an interrupt cut the clean-up short; the interrupt is kept for later.
   */
  private static void pause(Duration duration) {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
