package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.platform.PlatformContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The base and the loop that a change is judged by.
 *
 * @param base the base
 * @param spec the loop
 */
public record ChangeExpectation(Base base, ChosenSpec spec) {

  /**
   * Resolves the base and chooses the loop.
   *
   * <p>If the base is the last commit at which the loop passed, that pass must have been under the
   * loop's spec at that commit or under the current one: a pass of an easier loop of the same name
   * vouches for nothing. Otherwise older commits are tried. If there is none, the last pass of any
   * kind stays the base, because the alternative, HEAD, would cover less of the change.
   *
   * @param history what earlier runs recorded
   * @throws SpecException if there is no such loop, or no spec that may be used
   * @throws dev.loopgen.api.RepositoryException if the tree lacks a file that the commands of the
   *     trusted revision name
   */
  public static ChangeExpectation of(
      ChangeDetector detector, Trust trust, RunRequest request, RunHistory history)
      throws InterruptedException {
    return new Resolution(detector, trust, request, history)
        .resolve()
        .upToDate(detector.workTree());
  }

  /** Warns of files that the commands name and that are older here than at the trusted revision. */
  private ChangeExpectation upToDate(WorkTree workTree) {
    OutdatedFiles outdated = new OutdatedFiles(spec.loop(), base, workTree);
    outdated.requirePresent();
    List<String> warnings =
        outdated.stale(base.tree()).stream()
            .map(
                path ->
                    "The commands name "
                        + path.display()
                        + ", which was changed at the trusted revision after this tree forked."
                        + " Merge the trusted revision, or rebase onto it.")
            .toList();
    return new ChangeExpectation(base, spec.warning(warnings));
  }

  private record Resolution(
      ChangeDetector detector, Trust trust, RunRequest request, RunHistory history) {

    ChangeExpectation resolve() throws InterruptedException {
      Optional<String> loop = request.loop().or(() -> request.spec().map(LoopSpec::id));
      List<GitId> verified = history.verifiedCommits(loop);
      ChangeExpectation newest = expectations(resolve(verified, request.base()));
      List<GitId> left = new ArrayList<>(verified);
      Base base = request.base().isEmpty() ? newest.base() : resolve(left, Optional.empty());
      while (base.rule() == Base.Rule.LAST_VERIFIED && left.contains(base.commit().orElseThrow())) {
        if (isVouchedFor(base)) {
          boolean same = left.size() == verified.size();
          return same ? newest : expectations(resolve(left, request.base()));
        }
        left.remove(base.commit().orElseThrow());
        base = resolve(left, Optional.empty());
      }
      return newest;
    }

    private boolean isVouchedFor(Base base) {
      try {
        ChosenSpec spec = expectations(base).spec();
        return history.passed(
            base.commit().orElseThrow(),
            spec.loop().id(),
            digest -> digest.equals(spec.loop().digest()) || digest.equals(spec.expectedDigest()));
      } catch (SpecException noSuchLoopThere) {
        return false;
      }
    }

    private Base resolve(List<GitId> verified, Optional<String> requested)
        throws InterruptedException {
      return detector.resolveBase(PlatformContext.request(trust, requested.orElse(null), verified));
    }

    private ChangeExpectation expectations(Base base) {
      WorkTree workTree = detector.workTree();
      return new ChangeExpectation(
          base, new SpecChooser(workTree, trust).choose(request, base, history));
    }
  }
}
