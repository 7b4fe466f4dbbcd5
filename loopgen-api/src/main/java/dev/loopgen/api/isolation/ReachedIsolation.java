package dev.loopgen.api.isolation;

import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The isolation that commands had. A level other than {@link Level#NONE} is named only if every
 * {@linkplain Probe probe} of it was made and none got out. It says what was tried, not that there
 * is no other way out.
 *
 * @param level the level that was reached
 * @param network the network that commands had
 * @param tool the name of the tool that isolated them; empty without isolation
 * @param toolVersion its version; empty without isolation
 * @param probes what was tried from inside, before the first command
 */
public record ReachedIsolation(
    Level level, Network network, String tool, String toolVersion, List<ProbeResult> probes) {

  /** No isolation. */
  public static final ReachedIsolation NONE =
      new ReachedIsolation(Level.NONE, Network.HOST, "", "", List.of());

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a level is named that the probes do not show, or the
   *     network is named as closed without a level
   */
  public ReachedIsolation {
    Objects.requireNonNull(level);
    Objects.requireNonNull(network);
    Objects.requireNonNull(tool);
    Objects.requireNonNull(toolVersion);
    probes = List.copyOf(probes);
    if (level == Level.NONE && network == Network.NONE) {
      throw new IllegalArgumentException("without isolation, the network is the machine's");
    }
    if (level != Level.NONE) {
      requireShown(probes, network);
    }
  }

  private static void requireShown(List<ProbeResult> probes, Network network) {
    Set<Probe> missing = EnumSet.allOf(Probe.class);
    missing.removeIf(probe -> !probe.isNeeded(network));
    probes.stream()
        .filter(result -> result.outcome().isContained())
        .forEach(result -> missing.remove(result.probe()));
    probes.stream()
        .filter(result -> !result.outcome().isContained() && result.probe().isNeeded(network))
        .forEach(result -> missing.add(result.probe()));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "no level is reached, because these probes got out or are missing: "
              + missing.stream().map(Probe::id).collect(Collectors.joining(", ")));
    }
  }

  /**
   * Tells whether commands had at least an isolation that was asked for.
   *
   * @param asked the isolation that was asked for
   * @return true if the level is as strong, and the network is closed where that was asked for
   */
  public boolean satisfies(Isolation asked) {
    return level.compareTo(asked.level()) >= 0
        && (asked.network() == Network.HOST || network == Network.NONE);
  }

  /**
   * Describes the isolation.
   *
   * @return a clause for people, for example {@code sandbox without network (bubblewrap 0.8.0)}
   */
  public String describe() {
    if (level == Level.NONE) {
      return "no isolation";
    }
    String reach = network == Network.NONE ? " without network" : " with the machine's network";
    return level.id() + reach + " (" + tool + " " + toolVersion + ")";
  }

  /**
   * The result of a probe.
   *
   * @param probe what was tried
   * @param outcome how it ended
   * @param detail what the system said, for people
   */
  public record ProbeResult(Probe probe, Outcome outcome, String detail) {

    public ProbeResult {
      Objects.requireNonNull(probe);
      Objects.requireNonNull(outcome);
      Objects.requireNonNull(detail);
    }
  }

  /** How a probe ended. */
  public enum Outcome {
    /** The system refused it, for a reason that isolation gives. */
    BLOCKED("blocked"),
    /** There was nothing that could be reached. */
    ABSENT("absent"),
    /** It got out. */
    OPEN("open"),
    /** It failed for a reason that shows nothing. */
    UNCLEAR("unclear");

    private final String id;

    Outcome(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the outcome in files and machine output.
     *
     * @return one lower-case word
     */
    public String id() {
      return id;
    }

    /**
     * Tells whether the probe did not get out.
     *
     * @return true if it was blocked or there was nothing to reach
     */
    public boolean isContained() {
      return this == BLOCKED || this == ABSENT;
    }
  }
}
