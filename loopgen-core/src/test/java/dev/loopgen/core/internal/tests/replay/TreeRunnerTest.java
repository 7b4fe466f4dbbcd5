package dev.loopgen.core.internal.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands over the tree of the base, while the work tree holds a change. */
@Tag("slow")
final class TreeRunnerTest {

  @TempDir Path directory;
  private TestRepository repository;

  @BeforeEach
  void change() {
    repository = TestRepository.init(directory.resolve("repository"));
    repository.write(".gitignore", "out/\nnode_modules/\n*.local\n");
    repository.write("src/app.txt", "base\n").commitAll("base");
    repository.write("src/app.txt", "change\n");
    repository.write("src/settings.local", "ignored\n");
    repository.write("node_modules/tool/index.js", "installed\n");
  }

  private <T> T run(
      boolean mounts,
      Map<RepoPath, byte[]> added,
      Function<ExportedRun, T> reader,
      String... commands)
      throws Exception {
    JGitChangeDetector detector = JGitChangeDetector.open(repository.root());
    Base base = detector.resolveBase(BaseRequest.defaults());
    PathPatterns nothing = PathPatterns.of(List.<PathPattern>of(), detector.workTree());
    TreeSnapshot snapshot =
        detector.snapshot(new SnapshotRequest(base, nothing, HashingMode.CONTENT));
    LoopSpec.Builder loop = LoopSpec.builder("check");
    List.of(commands).forEach(loop::command);
    VerificationRequest request =
        new VerificationRequest(
            repository.root().toRealPath(),
            List.of(commands),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            System.getenv(),
            CommandListener.NONE,
            Set.of(),
            Isolation.NONE);
    TreeRunner.Setup setup =
        new TreeRunner.Setup(
            ShellVerifier.create(), request, loop.build(), base, snapshot, detector.workTree());
    return new TreeRunner(setup, mounts).run(ChangedTree.hashed(base.tree()), added, reader);
  }

  private static String output(ExportedRun run) {
    CommandResult.Exited exited = (CommandResult.Exited) run.verification().commands().get(0);
    assertThat(exited.exitCode()).as(exited.captured().tail()).isZero();
    return exited.captured().tail();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_treeOfTheBase_commandsSeeThatTreeAndCarriedFilesOnly(boolean mounts) throws Exception {
    String seen =
        run(
            mounts,
            Map.of(),
            TreeRunnerTest::output,
            "cat src/app.txt node_modules/tool/index.js; ls src");

    assertThat(seen).isEqualTo("base\ninstalled\napp.txt\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_commandsWrite_workTreeStaysAndReaderSeesIt(boolean mounts) throws Exception {
    String written =
        run(
            mounts,
            Map.of(),
            run -> read(run.written().resolve("out/report.xml")),
            "mkdir out; echo result > out/report.xml; echo edited > src/app.txt");

    assertThat(written).isEqualTo("result\n");
    assertThat(repository.root().resolve("out")).doesNotExist();
    assertThat(repository.root().resolve("src/app.txt")).hasContent("change");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_commandsRestoreWhatTheyWrote_isTouched(boolean mounts) throws Exception {
    List<RepoPath> touched =
        run(
            mounts,
            Map.of(),
            ExportedRun::touched,
            "cp -p src/app.txt /tmp/x.$$; echo y > src/app.txt; cp -p /tmp/x.$$ src/app.txt; rm /tmp/x.$$");

    assertThat(touched).containsExactly(RepoPath.of("src/app.txt"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_addedFile_isThereAndNoneOfTheTrees(boolean mounts) throws Exception {
    Map<RepoPath, byte[]> added =
        Map.of(RepoPath.of("test/deep/added.txt"), "new".getBytes(StandardCharsets.UTF_8));

    boolean exported =
        run(
            mounts,
            added,
            run -> {
              assertThat(output(run)).isEqualTo("new");
              return run.exported().contains(RepoPath.of("test/deep/added.txt"));
            },
            "cat test/deep/added.txt");

    assertThat(exported).isFalse();
  }

  @Test
  void run_machineMounts_isAtTheProjectsPathWithGit() throws Exception {
    ExportedRun.Place place = run(true, Map.of(), ExportedRun::place, "true");
    org.assertj.core.api.Assumptions.assumeThat(place).isEqualTo(ExportedRun.Place.MOUNTED);

    String seen =
        run(true, Map.of(), TreeRunnerTest::output, "pwd; git rev-parse --is-inside-work-tree");

    assertThat(seen).isEqualTo(repository.root().toRealPath() + "\ntrue\n");
  }

  @Test
  void run_copiedTreeWithCarriedReference_namesIt() throws Exception {
    repository.write("node_modules/tool/link.pth", repository.root().toRealPath() + "/src\n");

    List<RepoPath> references = run(false, Map.of(), ExportedRun::references, "true");

    assertThat(references).containsExactly(RepoPath.of("node_modules/tool/link.pth"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
