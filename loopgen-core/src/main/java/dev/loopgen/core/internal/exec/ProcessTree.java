package dev.loopgen.core.internal.exec;

import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.Containment.Level;
import dev.loopgen.core.internal.concurrent.Interrupts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and kills the processes that a command started: its descendants, the processes of its
 * session, and those that inherited a marker in their environment. Only processes that started
 * after the command are inspected.
 */
final class ProcessTree {

  /** The environment variable whose value marks the processes of one command. */
  static final String MARKER = "LOOPGEN_RUN_MARKER";

  private static final Duration GRACE = Duration.ofMillis(200);
  private static final Duration KILL_LIMIT = Duration.ofMillis(500);
  private static final Duration SWEEP_LIMIT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration OBSERVATION_INTERVAL = Duration.ofMillis(250);

  /** The ratio of the pause between two observations to the time that one takes. */
  private static final int OBSERVATION_SHARE = 20;

  private final Process process;
  private final byte[] marker;
  private final boolean ownSession;
  private final boolean ownNamespace;
  private final ProcessTable table;
  private final long started;
  private final Map<Long, ProcessHandle> seen = new HashMap<>();
  private long nextObservation = System.nanoTime() + OBSERVATION_INTERVAL.toNanos();
  private boolean sweptAll = true;

  ProcessTree(
      Process process,
      String marker,
      boolean ownSession,
      boolean ownNamespace,
      ProcessTable table) {
    this.process = process;
    this.ownNamespace = ownNamespace;
    this.marker = marker.getBytes(StandardCharsets.US_ASCII);
    this.ownSession = ownSession;
    this.table = table;
    this.started =
        table
            .find(process.pid())
            .or(() -> table.find(ProcessHandle.current().pid()))
            .map(ProcessTable.Stat::started)
            .orElse(0L);
  }

  /**
   * Remembers the current descendants from time to time, because they may detach and clear their
   * environment. Takes a small share of the time, however many processes the machine has.
   */
  void observe() {
    long start = System.nanoTime();
    if (start - nextObservation >= 0) {
      seen.values().removeIf(handle -> !handle.isAlive());
      process.descendants().forEach(handle -> seen.put(handle.pid(), handle));
      long now = System.nanoTime();
      nextObservation =
          now + Math.max(OBSERVATION_INTERVAL.toNanos(), OBSERVATION_SHARE * (now - start));
    }
  }

  /** Terminates all processes, gracefully first; returns those that were found. */
  Containment terminate() {
    Map<Long, ProcessHandle> alive = find();
    seen.putAll(alive); // the first process of a namespace has no parent here once it is an orphan
    process.destroy();
    alive.values().forEach(ProcessHandle::destroy);
    pauseWhileAlive(GRACE);
    process.destroyForcibly();
    return kill(alive.size());
  }

  /** Terminates the processes that the command left behind. */
  Containment killLeftovers() {
    return kill(0);
  }

  private Containment kill(int found) {
    Set<Long> ended = new HashSet<>();
    Map<Long, ProcessHandle> alive = find();
    long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
    while ((!alive.isEmpty() || process.isAlive()) && System.nanoTime() - deadline < 0) {
      ended.addAll(alive.keySet());
      alive.values().forEach(ProcessHandle::destroyForcibly);
      pause(PAUSE);
      alive = find();
    }
    int survivors = alive.size() + (process.isAlive() ? 1 : 0);
    return new Containment(level(survivors), Math.max(found, ended.size()), survivors);
  }

  private Level level(int survivors) {
    if (ownNamespace && survivors == 0) {
      return Level.NAMESPACE;
    }
    if (table.isReadable()) {
      return sweptAll ? Level.MARKER : Level.DESCENDANTS;
    }
    return ownSession ? Level.SESSION : Level.DESCENDANTS;
  }

  /** Returns the live processes of the command, except the shell itself. */
  private Map<Long, ProcessHandle> find() {
    Map<Long, ProcessHandle> found = new HashMap<>(seen);
    process.descendants().forEach(handle -> found.put(handle.pid(), handle));
    if (table.isReadable()) {
      sweptAll &= sweep(found);
    }
    found.remove(process.pid());
    found.remove(ProcessHandle.current().pid());
    found.values().removeIf(handle -> !isRunning(handle));
    return found;
  }

  /** Searches the processes of the machine; returns whether it could inspect all of them. */
  private boolean sweep(Map<Long, ProcessHandle> found) {
    long deadline = System.nanoTime() + SWEEP_LIMIT.toNanos();
    try {
      for (long id : table.ids()) {
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        if (mayBelong(id)) {
          // The handle comes first: it stands for this process even if the id is given away later.
          Optional<ProcessHandle> handle = ProcessHandle.of(id);
          if (handle.isPresent() && belongs(id)) {
            found.put(id, handle.get());
          }
        }
      }
      return true;
    } catch (IOException notListable) {
      return false;
    }
  }

  private boolean mayBelong(long id) {
    return table.find(id).filter(stat -> !stat.isDead() && stat.started() >= started).isPresent();
  }

  private boolean belongs(long id) {
    boolean sameSession =
        ownSession && table.find(id).filter(stat -> stat.session() == process.pid()).isPresent();
    return sameSession || table.isOwn(id) && contains(table.environment(id), marker);
  }

  private boolean isRunning(ProcessHandle handle) {
    boolean dead =
        table.isReadable() && table.find(handle.pid()).map(ProcessTable.Stat::isDead).orElse(false);
    return !dead && handle.isAlive();
  }

  /**
   * Tells whether an environment contains the marker. It may stand anywhere in a value, because a
   * nested run appends its own marker to the outer one.
   */
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

  /** Sleeps without being cut short by an interrupt; the interrupt flag is restored later. */
  private static void pause(Duration duration) {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    Interrupts.restore(interrupted);
  }
}
