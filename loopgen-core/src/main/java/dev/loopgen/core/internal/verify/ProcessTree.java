package dev.loopgen.core.internal.verify;

import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.Containment.Level;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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
  private static final Duration OBSERVATION_INTERVAL = Duration.ofMillis(250);

  /** Far more than a kernel lets a process start with. */
  private static final int MAX_ENVIRONMENT = 8 << 20;

  private final Process process;
  private final byte[] marker;
  private final boolean ownSession;
  private final boolean hasProc = Files.isReadable(PROC.resolve("self").resolve("environ"));
  private final Map<Long, ProcessHandle> seen = new HashMap<>();
  private long nextObservation = System.nanoTime();

  ProcessTree(Process process, String marker, boolean ownSession) {
    this.process = process;
    this.marker = marker.getBytes(StandardCharsets.US_ASCII);
    this.ownSession = ownSession;
  }

  /**
   * Remembers the present descendants from time to time, because they may detach and clear their
   * environment.
   */
  void observe() {
    if (System.nanoTime() - nextObservation >= 0) {
      seen.values().removeIf(handle -> !handle.isAlive());
      process.descendants().forEach(handle -> seen.put(handle.pid(), handle));
      nextObservation = System.nanoTime() + OBSERVATION_INTERVAL.toNanos();
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
    while ((!alive.isEmpty() || process.isAlive()) && System.nanoTime() - deadline < 0) {
      ended.addAll(alive.keySet());
      alive.values().forEach(ProcessHandle::destroyForcibly);
      pause(PAUSE);
      alive = find();
    }
    int survivors = alive.size() + (process.isAlive() ? 1 : 0);
    return new Containment(level(), Math.max(found, ended.size()), survivors);
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
    found.putAll(seen);
    process.descendants().forEach(handle -> found.put(handle.pid(), handle));
    if (hasProc) {
      scan(found);
    }
    found.remove(process.pid());
    found.remove(ProcessHandle.current().pid());
    found.values().removeIf(handle -> !isRunning(handle));
    return found;
  }

  private void scan(Map<Long, ProcessHandle> found) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : processes) {
        long pid = Long.parseLong(directory.getFileName().toString());
        // The handle comes first: it stands for this process even if the id is given away later.
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isPresent() && belongs(directory)) {
          found.put(pid, handle.get());
        }
      }
    } catch (IOException | NumberFormatException notListable) {
      seen.values().removeIf(handle -> !handle.isAlive());
    }
  }

  private boolean belongs(Path directory) {
    try {
      return ownSession && session(directory) == process.pid()
          || contains(environment(directory), marker);
    } catch (IOException | NumberFormatException goneOrForeign) {
      return false;
    }
  }

  /** A zombie, which stays where nobody collects orphans, is dead. */
  private boolean isRunning(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return false;
    }
    try {
      return !hasProc || !"Z".equals(stat(PROC.resolve(Long.toString(handle.pid())))[0]);
    } catch (IOException gone) {
      return handle.isAlive();
    }
  }

  /**
   * The session id is the fourth field behind the name, which may itself hold anything (proc(5)).
   */
  private static long session(Path directory) throws IOException {
    String[] fields = stat(directory);
    return "Z".equals(fields[0]) ? -1 : Long.parseLong(fields[3]);
  }

  private static String[] stat(Path directory) throws IOException {
    String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  private static byte[] environment(Path directory) throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve("environ"))) {
      return in.readNBytes(MAX_ENVIRONMENT);
    }
  }

  /** A run inside a run appends its own marker to the outer one, so any place will do. */
  private static boolean contains(byte[] environment, byte[] marker) {
    for (int start = 0; start + marker.length <= environment.length; start++) {
      if (environment[start] == marker[0]
          && Arrays.equals(environment, start, start + marker.length, marker, 0, marker.length)) {
        return true;
      }
    }
    return false;
  }

  private void pauseWhileAlive(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while ((process.isAlive() || !find().isEmpty()) && System.nanoTime() - deadline < 0) {
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
