package dev.loopgen.core;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.HeadReader;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.run.CiClaims;
import dev.loopgen.core.internal.tree.CommittedTree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The entry point of loopgen: static factories for what judges a project.
 *
 * <p>A project is a directory of a git work tree with a loop spec in {@code
 * .loopgen/loopgen.loop.yaml}, or with a spec built in code.
 *
 * <pre>{@code
 * LoopRunner runner = Loopgen.runner(Path.of(".")).build();
 * RunResult result = runner.run(RunRequest.of("test-repair"));
 * result.failures().forEach(f -> System.err.println(f.describe()));
 * System.exit(result.passed() ? 0 : 1);
 * }</pre>
 */
public final class Loopgen {

  private Loopgen() {}

  /**
   * Starts a runner for a project.
   *
   * @param project the project's directory
   * @return a builder with every part at its default
   */
  public static LoopRunnerBuilder runner(Path project) {
    return new LoopRunnerBuilder(project);
  }

  /**
   * Starts a gate for a project.
   *
   * @param project the project's directory
   * @return a builder with every part at its default
   */
  public static GateBuilder gate(Path project) {
    return new GateBuilder(project);
  }

  /**
   * Starts to read ledgers for a summary of what their runs came to.
   *
   * @return a builder without a ledger
   */
  public static GovernanceBuilder governance() {
    return new GovernanceBuilder();
  }

  /**
   * Returns the ledger of a project, {@code .loopgen/audit.jsonl}. Opens nothing yet.
   *
   * @param project the project's directory
   * @return the ledger, which need not exist
   */
  public static AuditLedger ledger(Path project) {
    return JsonlAuditLedger.at(project.resolve(".loopgen").resolve("audit.jsonl"));
  }

  /**
   * Returns the bundles of a project, {@code .loopgen/attestations}. Opens nothing yet.
   *
   * @param project the project's directory
   * @return the bundles, of which there need not be any
   */
  public static Attestations attestations(Path project) {
    return new Attestations(project.toAbsolutePath().normalize());
  }

  /**
   * Starts to merge versions of a ledger into one file.
   *
   * @param ledger the file to replace, itself the first version where it exists
   * @return a merge
   * @throws dev.loopgen.api.LedgerException if the file has a line that is no entry
   */
  public static LedgerMerge merge(Path ledger) {
    return new LedgerMerge(ledger);
  }

  /**
   * Reads what the git history of a project's clone knows of its ledger: the entries that were
   * committed, and the repository's root commits. Whoever can rewrite the clone's history can
   * change that too. Takes time in proportion to the history.
   *
   * @param project the project's directory
   * @return what {@link AuditLedger#verify(LedgerExpectation)} should expect
   * @throws dev.loopgen.api.RepositoryException if there is no git repository around the project
   *     that can be read
   */
  public static LedgerExpectation expectation(Path project) {
    return CommittedLedger.of(GitRepository.open(project)).everywhere();
  }

  /**
   * Reads the commit that HEAD of a project's clone is at. The work tree is not looked at.
   *
   * @param project the project's directory
   * @return the commit and its judged tree
   * @throws dev.loopgen.api.RepositoryException if there is no git repository around the project
   *     that can be read, or it has no commit yet
   */
  public static JudgedCommit judgedCommit(Path project) {
    GitRepository repository = GitRepository.open(project);
    return judgedCommit(repository, CommitReader.head(repository));
  }

  /**
   * Reads a commit of a project's clone.
   *
   * @param project the project's directory
   * @param commit the commit
   * @return the commit and its judged tree
   * @throws dev.loopgen.api.RepositoryException if there is no git repository around the project
   *     that can be read, or it does not have the commit
   */
  public static JudgedCommit judgedCommit(Path project, GitId commit) {
    return judgedCommit(GitRepository.open(project), commit);
  }

  /**
   * Returns the root of the first-parent line of HEAD, which names the repository in entries and
   * signed waivers.
   *
   * @param project the project's directory
   * @return the root commit
   * @throws dev.loopgen.api.RepositoryException if there is no git repository around the project
   *     that can be read, it has no commit, or its history was cut off when it was cloned
   */
  public static GitId rootCommit(Path project) {
    GitRepository repository = GitRepository.open(project);
    return HeadReader.root(repository, CommitReader.head(repository))
        .orElseThrow(
            () ->
                new RepositoryException(
                    "The root commit is not in this clone, whose history was cut off. Fetch it with"
                        + " git fetch --unshallow."));
  }

  private static JudgedCommit judgedCommit(GitRepository repository, GitId commit) {
    return new JudgedCommit(commit, CommittedTree.of(repository, commit));
  }

  /**
   * Tells whether there is a git repository around a project, be it one that can be read or not:
   * where there is none, there is no history to compare its ledger with.
   *
   * @param project the project's directory
   * @return false also where the directory does not exist
   * @throws dev.loopgen.api.RepositoryException if a directory on the way up cannot be read
   */
  public static boolean isInRepository(Path project) {
    return GitRepository.isAround(project);
  }

  /**
   * Returns the CI run that an environment claims to be, spelled as entries record it. Anybody can
   * set a variable, so this finds entries and proves nothing.
   *
   * @param environment the environment
   * @return the run's URI; empty where the environment shows no CI system with one
   */
  public static Optional<String> ciRun(Map<String, String> environment) {
    return CiClaims.of(environment).flatMap(claims -> claims.string("runUri"));
  }

  /**
   * Returns the version of this library.
   *
   * @return the version, or {@code development} where the classes were not built by Maven
   */
  public static String version() {
    return LibraryVersion.NAME;
  }
}
