package dev.loopgen.core;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.driven.UndoneRun;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.driven.Undo;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.gate.PolicyInForce;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.HeadReader;
import dev.loopgen.core.internal.isolation.Sandbox;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.run.CiClaims;
import dev.loopgen.core.internal.run.UnfinishedRuns;
import dev.loopgen.core.internal.tree.CommittedTree;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entry point of loopgen: static factories for runners, gates and ledgers.
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
   * Starts to build a runner for a project.
   *
   * @param project the project's directory
   * @return a builder with every part at its default
   */
  public static LoopRunnerBuilder runner(Path project) {
    return new LoopRunnerBuilder(project);
  }

  /**
   * Starts to build a gate for a project.
   *
   * @param project the project's directory
   * @return a builder with every part at its default
   */
  public static GateBuilder gate(Path project) {
    return new GateBuilder(project);
  }

  /**
   * Starts to build a reader that summarizes the runs of ledgers.
   *
   * @return a builder without a ledger
   */
  public static GovernanceBuilder governance() {
    return new GovernanceBuilder();
  }

  /**
   * Starts to find out what really works with a model.
   *
   * @param model the model
   * @return a probe with every option at its default
   */
  public static ModelProbe modelProbe(ModelAdapter model) {
    return new ModelProbe(model);
  }

  /**
   * Returns the ledger of a project, {@code .loopgen/audit.jsonl}. Opens nothing yet.
   *
   * @param project the project's directory
   * @return the ledger, which may not exist yet
   */
  public static AuditLedger ledger(Path project) {
    return JsonlAuditLedger.at(ProjectLayout.ledger(project));
  }

  /**
   * Returns the bundles of a project, {@code .loopgen/attestations}. Opens nothing yet.
   *
   * @param project the project's directory
   * @return the bundles; there may be none
   */
  public static Attestations attestations(Path project) {
    return new Attestations(project.toAbsolutePath().normalize(), ledger(project));
  }

  /**
   * Starts to merge versions of a ledger into one file.
   *
   * @param ledger the file to replace; if it exists, it is the first version
   * @return a merge
   * @throws dev.loopgen.api.LedgerException if the file has a line that is not an entry
   */
  public static LedgerMerge merge(Path ledger) {
    return new LedgerMerge(ledger);
  }

  /**
   * Reads from the git history what a project's ledger must hold: the committed entries, and the
   * repository's root commits. Anyone who can rewrite the clone's history can change this, too.
   * Takes time proportional to the length of the history.
   *
   * @param project the project's directory
   * @return the expectation for {@link AuditLedger#verify(LedgerExpectation)}
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the project
   */
  public static LedgerExpectation expectation(Path project) {
    return CommittedLedger.of(GitRepository.open(project)).everywhere();
  }

  /**
   * Reads the commit at HEAD of a project's clone, without looking at the work tree.
   *
   * @param project the project's directory
   * @return the commit and its judged tree
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the project,
   *     or it has no commit yet
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
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the project,
   *     or it does not have the commit
   */
  public static JudgedCommit judgedCommit(Path project, GitId commit) {
    return judgedCommit(GitRepository.open(project), commit);
  }

  /**
   * Returns the root commit on the first-parent line of HEAD, which identifies the repository in
   * entries and signed waivers.
   *
   * @param project the project's directory
   * @return the root commit
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the project,
   *     it has no commit, or the clone is shallow
   */
  public static GitId rootCommit(Path project) {
    GitRepository repository = GitRepository.open(project);
    return HeadReader.root(repository, CommitReader.head(repository))
        .orElseThrow(
            () ->
                new RepositoryException(
                    "The root commit is not in this clone, because the clone is shallow. Fetch the"
                        + " history with git fetch --unshallow."));
  }

  private static JudgedCommit judgedCommit(GitRepository repository, GitId commit) {
    return new JudgedCommit(commit, CommittedTree.of(repository, commit));
  }

  /**
   * Reads a file as it is at the base of a project's change, whatever the work tree has.
   *
   * @param project the project's directory
   * @param trust what the caller trusts, from which the base follows
   * @param file the file's path relative to the project, separated by {@code /}
   * @return its content; empty if the base does not have it
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read or the base does
   *     not resolve
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   * @throws dev.loopgen.api.SpecException if the base has something else there than a regular file
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<byte[]> fileAtBase(Path project, Trust trust, String file)
      throws InterruptedException {
    ChangeDetector detector = JGitChangeDetector.open(project.toAbsolutePath().normalize());
    Base base = PolicyInForce.base(detector, trust, RunHistory.read(ledger(project)));
    RepoPath path = detector.workTree().inProject(file);
    TreeEntry entry = base.expectations().tree().get(path);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.mode() != FileMode.REGULAR && entry.mode() != FileMode.EXECUTABLE) {
      throw new SpecException(
          path + " is not a regular file at the base. Replace it with a regular file.");
    }
    return base.expectations().read(path);
  }

  /**
   * Returns where a clone keeps what is about this machine alone: a directory in its git directory,
   * which no commit and no judged tree contains.
   *
   * @param project the project's directory
   * @return an absolute path; there may be no such directory yet
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the project
   */
  public static Path privateDirectory(Path project) {
    return JGitChangeDetector.open(project.toAbsolutePath().normalize())
        .gitDirectory()
        .resolve("loopgen");
  }

  /**
   * Tells whether a git repository contains a project, readable or not. Without one, there is no
   * history to compare the ledger with.
   *
   * @param project the project's directory
   * @return whether there is one; false if the directory does not exist
   * @throws dev.loopgen.api.RepositoryException if a parent directory cannot be read
   */
  public static boolean isInRepository(Path project) {
    return GitRepository.isAround(project);
  }

  /**
   * Returns the root of the work tree around a directory, where a project is that is the whole
   * repository.
   *
   * @param directory a directory in a work tree
   * @return an absolute path, with links resolved
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the
   *     directory
   */
  public static Path workTree(Path directory) {
    return GitRepository.open(directory).workTree().root();
  }

  /**
   * Tells whether an environment is that of a command that a run has started. A program that runs
   * loops can refuse to start there: a command that runs its own loop never ends, and one that asks
   * a gate about the tree that is just being judged is always refused. Anyone can set the variable
   * or take it away, so it says nothing about evidence.
   *
   * @param environment the environment, such as {@link System#getenv()}
   * @return whether a run has started the process
   */
  public static boolean isInsideRun(Map<String, String> environment) {
    return !environment.getOrDefault(ShellVerifier.RUN_MARKER, "").isEmpty();
  }

  /**
   * Returns the URI of the CI run that an environment claims to be, as entries record it. Anyone
   * can set a variable: use it to find entries, not as proof.
   *
   * @param environment the environment
   * @return the run's URI; empty if the environment names no CI system that has one
   */
  public static Optional<String> ciRun(Map<String, String> environment) {
    return CiClaims.of(environment).flatMap(claims -> claims.string("runUri"));
  }

  /**
   * Returns the runs of a project that started, left no entry and are not in progress: they
   * crashed, were killed or were refused. A driven one can be resumed.
   *
   * @param project the project's directory
   * @return the ids of the runs, in order
   */
  public static List<String> unfinishedRuns(Path project) {
    Path directory = project.toAbsolutePath().normalize();
    return UnfinishedRuns.of(directory, ledger(directory));
  }

  /**
   * Undoes what the actions of a driven run changed, where the files are as the run left them.
   * Waits for no other run: while one works on the work tree, this is refused.
   *
   * @param project the project's directory
   * @param runId the id of the run
   * @return the files that were restored, and those that were not
   * @throws dev.loopgen.api.LedgerException if there is no journal of such a run, or it was changed
   *     by something else
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read, or a driven run
   *     is in progress
   * @throws InterruptedException if the thread is interrupted
   */
  public static UndoneRun undo(Path project, String runId) throws InterruptedException {
    if (!runId.matches("[A-Za-z0-9-]{1,100}")) {
      throw new LedgerException(runId + " is not the id of a run.");
    }
    return Undo.of(project.toAbsolutePath().normalize(), runId);
  }

  /**
   * Tries whether commands can be run in a sandbox on this machine, as a run would. Blocks while
   * probes run inside, a second or two; the project's own commands are not run.
   *
   * @param project the project's directory
   * @param environment the environment of the commands
   * @return the isolation that they would have
   * @throws dev.loopgen.api.IsolationException if there is none; the message says why
   * @throws dev.loopgen.api.RepositoryException if the directory cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static ReachedIsolation sandbox(Path project, Map<String, String> environment)
      throws InterruptedException {
    try (Sandbox sandbox =
        Sandbox.open(
            Isolation.of(Isolation.Level.SANDBOX),
            project.toRealPath(),
            environment,
            Optional.empty())) {
      return sandbox.reached();
    } catch (IOException e) {
      throw new RepositoryException(
          "The project " + project + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Returns the version of this library.
   *
   * @return the version, or {@code development} if Maven did not build the classes
   */
  public static String version() {
    return LibraryVersion.NAME;
  }
}
