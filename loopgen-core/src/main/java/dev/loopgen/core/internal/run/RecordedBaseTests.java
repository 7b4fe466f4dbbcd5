package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.tests.evidence.RecordedTests;
import dev.loopgen.core.internal.tests.replay.ChangedTree;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the tests of the base where an earlier run recorded them, so that it need not be run. */
final class RecordedBaseTests {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final TreeSnapshot before;

  /**
   * @param before the tree of the change
   */
  RecordedBaseTests(RunPipeline.Parts parts, PreparedRun run, TreeSnapshot before) {
    this.parts = parts;
    this.run = run;
    this.before = before;
  }

  /**
   * Finds the tests of the base without running them: a tree that is the base's has its tests, and
   * so has one with the same digests.
   *
   * @param reports what the change's own run reported
   */
  Optional<KnownTests> find(TestReports reports) throws InterruptedException {
    GitId base = baseTree();
    if (before.treeId().equals(base)) {
      return Optional.of(
          new KnownTests(BaseTests.Source.RUN, "the tree is the base's", reports.cases()));
    }
    Optional<KnownTests> known =
        recorded(base).flatMap(recorded -> known(recorded, BaseTests.Source.LEDGER, reports));
    return known.isPresent() ? known : attested(base, reports);
  }

  /** Returns the tree that was judged where the base was: without what loopgen itself wrote. */
  private GitId baseTree() {
    return ChangedTree.hashed(run.base().tree()).id();
  }

  /** Finds what the ledger at the base, or at the trusted revision, says of the base's tests. */
  private Optional<RecordedTests> recorded(GitId tree) {
    return Stream.of(run.base().expectations(), run.base())
        .flatMap(base -> ledger(base).stream())
        .flatMap(
            ledger ->
                RecordedTests.find(ledger, run.loopId(), run.spec().loop().digest(), tree.hex())
                    .stream())
        .findFirst();
  }

  private Optional<byte[]> ledger(Base base) {
    try {
      return base.read(run.workTree().inProject(CommittedLedger.FILE));
    } catch (RepositoryException tooLargeOrDamaged) {
      return Optional.empty();
    }
  }

  /**
   * Finds what an entry says that an expected signer attested. It need not be in the ledger at the
   * base, because the signer vouches for it.
   */
  private Optional<KnownTests> attested(GitId tree, TestReports reports)
      throws InterruptedException {
    String spec = run.spec().loop().digest();
    return parts
        .policy()
        .attested(run.loopId(), spec, tree)
        .flatMap(entry -> RecordedTests.of(entry, run.loopId(), spec, tree.hex()))
        .flatMap(recorded -> known(recorded, BaseTests.Source.ATTESTED, reports));
  }

  private Optional<KnownTests> known(
      RecordedTests recorded, BaseTests.Source source, TestReports reports) {
    TestEvidence own = TestEvidence.builder(reports.files(), reports.cases()).build();
    return (recorded.areThoseOf(own)
            ? Optional.of(reports.cases())
            : recorded.read(parts.project()))
        .map(cases -> new KnownTests(source, "entry " + recorded.entry(), cases));
  }
}
