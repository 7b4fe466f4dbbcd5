package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.rules.ChosenSpec;
import dev.loopgen.core.internal.rules.GuardVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run found out, before it is written down.
 *
 * @param runId the id of the run and of its entry
 * @param startedAt when the run started
 * @param spec the loop and where it comes from
 * @param base what the change was judged against
 * @param requestedBase the revision that the caller asked for, or null
 * @param before the tree before the commands
 * @param after the tree after them
 * @param changes how the tree after the commands differs from the base
 * @param verification how the commands ended
 * @param guard what the guard found
 * @param watchKeyId the id of the key that watched files were digested with, or null for none
 * @param watchedMac their digest, or null likewise
 * @param drift what moved meanwhile
 * @param failures every reason why the run did not pass
 * @param warnings what a reader should know
 * @param unfinished earlier runs that left no entry
 * @param diffstat the statistics of the change, as git prints them
 */
record Facts(
    String runId,
    Instant startedAt,
    ChosenSpec spec,
    Base base,
    @Nullable String requestedBase,
    TreeSnapshot before,
    TreeSnapshot after,
    List<PathChange> changes,
    VerificationResult verification,
    GuardVerdict guard,
    @Nullable String watchKeyId,
    @Nullable String watchedMac,
    Drift drift,
    List<Failure> failures,
    List<String> warnings,
    List<String> unfinished,
    String diffstat) {

  boolean passed() {
    return verification.passed() && failures.isEmpty();
  }

  boolean clean() {
    return guard.violations().isEmpty();
  }

  Optional<String> requested() {
    return Optional.ofNullable(requestedBase);
  }
}
