package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A forbidden change is seen on disk, whatever git has been told to overlook. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class HiddenChangeTest {

  @TempDir private Path root;

  static Stream<Named<Consumer<TestRepository>>> blindfolds() {
    return Stream.of(
        Named.of("nothing", git -> {}),
        blindfold("assume-unchanged", "update-index", "--assume-unchanged", "conf/secret"),
        blindfold("skip-worktree", "update-index", "--skip-worktree", "conf/secret"),
        blindfold("info/exclude", git -> git.write(".git/info/exclude", "*\n")),
        blindfold("no untracked files", "config", "status.showUntrackedFiles", "no"),
        blindfold("no file mode", "config", "core.fileMode", "false"),
        blindfold(
            "fsmonitor",
            git -> {
              git.write(".git/fsmonitor", "#!/bin/sh\ntouch ../executed\nprintf 'x\\0'\n");
              git.sh("chmod +x .git/fsmonitor; git config core.fsmonitor .git/fsmonitor");
            }),
        blindfold(
            "excludesFile",
            git -> {
              git.write(".git/everything", "*\n");
              git.git("config", "core.excludesFile", ".git/everything");
            }),
        blindfold(
            "clean filter",
            git -> {
              git.write(".git/info/attributes", "* filter=lie\n");
              git.git("config", "filter.lie.clean", "git show HEAD:%f");
            }),
        blindfold("ident", git -> git.write(".git/info/attributes", "* ident\n")),
        blindfold("ignore rule of the change", git -> git.write(".gitignore", "*\n")),
        blindfold("ignore rule beside it", git -> git.write("conf/.gitignore", "*\n")),
        blindfold(
            "attribute of the change", git -> git.write(".gitattributes", "* -diff binary\n")),
        blindfold("sparse checkout", git -> git.git("sparse-checkout", "set", "--no-cone", "src")),
        blindfold(
            "replaced commit",
            git -> {
              String head = git.git("rev-parse", "HEAD");
              String other = git.git("commit-tree", "-m", "x", git.git("write-tree"));
              git.git("replace", head, other);
            }));
  }

  @ParameterizedTest
  @MethodSource("blindfolds")
  void run_forbiddenFileEdited_isRefused(Consumer<TestRepository> blindfold) {
    LoopProject project = withSecret();

    blindfold.accept(project.repository());
    project.repository().write("conf/secret", "theirs\n");

    project.refusesPath("conf/secret");
  }

  @ParameterizedTest
  @MethodSource("blindfolds")
  void run_forbiddenFileCreated_isRefused(Consumer<TestRepository> blindfold) {
    LoopProject project = withSecret();

    blindfold.accept(project.repository());
    project.repository().write("conf/deep/key.pem", "theirs\n");

    project.refusesPath("conf/deep/key.pem");
  }

  @ParameterizedTest
  @MethodSource("blindfolds")
  void run_forbiddenFileMadeExecutable_isRefused(Consumer<TestRepository> blindfold) {
    LoopProject project = withSecret();

    blindfold.accept(project.repository());
    project.repository().write("conf/secret", "ours\n").sh("chmod +x conf/secret");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_anyBlindfold_executesNothingOfTheRepository() {
    LoopProject project = withSecret();
    blindfolds().forEach(blindfold -> blindfold.getPayload().accept(project.repository()));
    project.repository().sh("rm -f ../executed");

    project.run();

    assertThat(root.resolve("executed")).doesNotExist();
  }

  @Test
  void run_forbiddenFileDeleted_isRefused() {
    LoopProject project = withSecret();
    project.repository().sh("rm conf/secret");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_forbiddenFileStagedAndRestoredOnDisk_isRefused() {
    LoopProject project = withSecret();
    project.repository().write("conf/secret", "theirs\n").git("add", "conf/secret");
    project.repository().write("conf/secret", "ours\n");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_forbiddenFileUntrackedAndKeptIgnored_isRefused() {
    LoopProject project = withSecret();
    project.repository().git("rm", "-q", "--cached", "conf/secret");
    project.repository().write(".gitignore", "conf/\n");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_forbiddenFileReplacedByADirectory_isRefused() {
    LoopProject project = withSecret();
    project.repository().sh("rm conf/secret; mkdir conf/secret; echo x > conf/secret/inside");

    project.refusesPath("conf/secret/inside");
  }

  @Test
  void run_forbiddenFileReplacedByASymbolicLinkToTheSameContent_isRefused() {
    LoopProject project = withSecret();
    project.repository().sh("mv conf/secret copy; ln -s ../copy conf/secret");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_forbiddenFileReplacedByAFifo_isRefusedWithoutHanging() {
    LoopProject project = withSecret();
    project.repository().sh("rm conf/secret; mkfifo conf/secret");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_forbiddenDirectoryReplacedByALinkIntoItself_isRefused() {
    LoopProject project = withSecret();
    project.repository().sh("ln -s . conf/loop");

    project.refusesPath("conf/loop");
  }

  @Test
  void run_corruptIndex_isRefusedAsAnErrorNotReadAsNoChange() {
    LoopProject project = withSecret();
    project.repository().write("conf/secret", "theirs\n").write(".git/index", "DIRC nonsense");

    org.assertj.core.api.Assertions.assertThatThrownBy(project::run)
        .isInstanceOf(dev.loopgen.api.RepositoryException.class)
        .hasMessageContaining("index");
    assertThat(project.ledger().entries()).isEmpty();
  }

  @Test
  void run_indexFlagsOnAnUnchangedFile_areNoViolation() {
    LoopProject project = withSecret();
    project.repository().git("update-index", "--assume-unchanged", "conf/secret");

    project.passes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mkdir .GIT", "mkdir .GIT; git config core.ignorecase true", "cp -r .git .GIT"})
  @DisabledOnOs(OS.MAC)
  void run_forbiddenFileBelowANameLikeThatOfTheGitDirectory_isRefused(String preparation) {
    LoopProject project = LoopProject.forbidding(root, "secret");
    project.repository().sh(preparation + "; echo x > .GIT/secret");

    project.refusesPath(".GIT/secret");
  }

  @Test
  void run_moreChangesThanAnyBufferHolds_isRefusedWithAReadableEntry() {
    LoopProject project = withSecret();
    project
        .repository()
        .sh(
            "mkdir conf/many; cd conf/many; seq 1 3000 | sed 's/$/-a-rather-long-name/' | xargs"
                + " touch");

    RunResult result = project.run();

    assertThat(result.failures()).hasSizeGreaterThanOrEqualTo(3000);
    assertThat(result.failures().get(0)).isInstanceOf(Failure.ForbiddenPath.class);
    assertThat(project.ledger().verify().isIntact()).isTrue();
  }

  private LoopProject withSecret() {
    LoopProject project = LoopProject.forbidding(root.resolve("r"), "conf/");
    project.repository().write("conf/secret", "ours\n").commitAll("secret");
    return project;
  }

  private static Named<Consumer<TestRepository>> blindfold(String name, String... git) {
    return Named.of(name, repository -> repository.git(git));
  }

  private static Named<Consumer<TestRepository>> blindfold(
      String name, Consumer<TestRepository> setting) {
    return Named.of(name, setting);
  }
}
