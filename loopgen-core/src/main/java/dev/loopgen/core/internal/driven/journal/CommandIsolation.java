package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.ReachedIsolation;
import java.util.Optional;

/**
 * The isolation that the commands of a run had so far. Immutable.
 *
 * @param awaited whether commands were started and have not said what isolation they had
 * @param lost whether such commands were killed before they did
 * @param weakest the weakest isolation that is known
 */
public record CommandIsolation(boolean awaited, boolean lost, Optional<ReachedIsolation> weakest) {

  /** No command was run. */
  public static final CommandIsolation NO_COMMANDS =
      new CommandIsolation(false, false, Optional.empty());

  /** Returns the state after commands were started. */
  public CommandIsolation started() {
    return new CommandIsolation(true, lost || awaited, weakest);
  }

  /** Returns the state after commands ended that had an isolation. */
  public CommandIsolation reached(ReachedIsolation isolation) {
    return new CommandIsolation(false, lost, Optional.of(weaker(isolation)));
  }

  /** Tells whether an isolation is weaker than all before it. */
  public boolean isWeakened(ReachedIsolation isolation) {
    return weakest.isEmpty() || !weaker(isolation).equals(weakest.get());
  }

  /**
   * Returns the weakest isolation.
   *
   * @param asked the level that was asked for
   * @return empty if nobody knows it
   */
  public Optional<ReachedIsolation> known(String asked) {
    boolean unknown = (awaited || lost) && !asked.equals(Level.NONE.id());
    return unknown ? Optional.empty() : Optional.of(weakest.orElse(ReachedIsolation.NONE));
  }

  private ReachedIsolation weaker(ReachedIsolation isolation) {
    return weakest.filter(known -> !isWeaker(isolation, known)).orElse(isolation);
  }

  private static boolean isWeaker(ReachedIsolation one, ReachedIsolation other) {
    int level = one.level().compareTo(other.level());
    return level < 0
        || level == 0 && one.network() == Network.HOST && other.network() != Network.HOST;
  }
}
