package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories of every shape are judged whole, or refused with a sentence. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class RepositoryShapeTest {

  @TempDir private Path root;

  @Test
  void run_projectInASubdirectory_judgesItsOwnPaths() {
    TestRepository git = TestRepository.init(root);
    git.write("app/" + LoopProject.SPEC, LoopProject.loop("test -f inside", "/secret"))
        .write("app/inside", "x")
        .write("secret", "outside the project")
        .commitAll("first");
    LoopProject project = LoopProject.at(git, root.resolve("app"));
    git.write("secret", "still outside");

    project.passes();
    git.write("app/secret", "inside");
    project.refusesPath("app/secret");
  }

  @Test
  void run_linkedWorkTree_isJudgedByItself(@TempDir Path other) {
    LoopProject main = LoopProject.forbidding(root, "secret");
    main.repository().git("worktree", "add", "-q", "-b", "feature", other.resolve("w").toString());
    LoopProject linked = LoopProject.at(TestRepository.at(other.resolve("w")), other.resolve("w"));

    linked.passes();
    linked.repository().write("secret", "x");
    linked.refusesPath("secret");
    main.passes();
  }

  @Test
  void run_nestedRepositoryWithASecret_isRefused() {
    LoopProject project = LoopProject.forbidding(root, "**/secret");
    project.repository().sh("git init -q nested; echo x > nested/secret");

    assertThat(project.run().passed()).isFalse();
  }

  @Test
  void run_submoduleMovedOrEdited_isAChangeOrFlagged(@TempDir Path other) {
    TestRepository library = TestRepository.init(other.resolve("lib"));
    library.write("secret", "theirs").commitAll("lib");
    LoopProject project = LoopProject.forbidding(root, "lib/secret");
    project
        .repository()
        .git(
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "add",
            "-q",
            library.root().toString(),
            "lib");
    project.repository().sh("git config -f .gitmodules submodule.lib.ignore all");
    project.repository().commitAll("submodule");
    project.passes();

    project.repository().write("lib/secret", "edited");

    assertThat(project.run().passed()).isFalse();
  }

  @Test
  void run_sparseCheckout_doesNotReadAbsentFilesAsDeleted() {
    LoopProject project = LoopProject.forbidding(root, "conf/secret");
    project.repository().write("conf/secret", "x").write("src/a", "a").commitAll("more");
    project.repository().git("sparse-checkout", "set", "--no-cone", "/src/", "/.loopgen/");

    RunResult result = project.passes();

    assertThat(result.changes()).isEmpty();
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("sparse"));
  }

  @Test
  void run_sparseIndex_judgesWhatIsCheckedOut() {
    LoopProject project = LoopProject.forbidding(root, "conf/secret");
    project.repository().write("conf/secret", "x").write("src/a", "a").commitAll("more");
    project
        .repository()
        .git("sparse-checkout", "set", "--cone", "--sparse-index", ".loopgen", "src");

    assertThat(project.passes().changes()).isEmpty();
    project.repository().write("conf/secret", "y");
    project.refusesPath("conf/secret");
  }

  @Test
  void run_splitIndex_isJudgedWhole() {
    LoopProject project = LoopProject.forbidding(root, "secret");
    project.repository().git("update-index", "--split-index");
    project.repository().write("b", "b").git("add", "b");

    project.passes();
    project.repository().write("secret", "x").git("add", "secret");
    project.repository().sh("rm secret");
    project.refusesPath("secret");
  }

  @Test
  void run_fileDeletedBehindAForgedSkipFlag_isStillDeleted() {
    LoopProject project = LoopProject.forbidding(root, "conf/secret");
    project.repository().write("conf/secret", "x").commitAll("more");
    project.repository().git("update-index", "--skip-worktree", "conf/secret");
    project.repository().sh("rm conf/secret");

    project.refusesPath("conf/secret");
  }

  @Test
  void run_sha256Repository_isRefusedWithASentence() {
    TestRepository git = TestRepository.at(root);
    git.git("init", "-q", "--object-format=sha256");
    git.write(LoopProject.SPEC, LoopProject.loop("true"));

    assertThatThrownBy(() -> Loopgen.runner(root).build())
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("sha256");
  }

  @Test
  void build_noRepositoryAtAll_isRefusedWithASentence(@TempDir Path nowhere) {
    assertThatThrownBy(() -> Loopgen.runner(nowhere).build())
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("git");
    assertThatThrownBy(() -> Loopgen.runner(nowhere.resolve("missing")).build())
        .isInstanceOf(RepositoryException.class);
  }

  @Test
  void build_bareRepositoryOrForeignWorkTree_isRefused() {
    TestRepository git = TestRepository.at(root);
    git.git("init", "-q", "--bare", "bare.git");
    LoopProject project = LoopProject.forbidding(root.resolve("r"), "secret");
    project.repository().sh("mkdir ../clean; git config core.worktree ../../clean");

    assertThatThrownBy(() -> Loopgen.runner(root.resolve("bare.git")).build())
        .isInstanceOf(RepositoryException.class);
    assertThatThrownBy(project::run).isInstanceOf(RepositoryException.class);
  }

  @Test
  void run_gitVariablesOfTheEnvironment_haveNoSay(@TempDir Path other) {
    LoopProject decoy = LoopProject.forbidding(other, "secret");
    LoopProject project = LoopProject.forbidding(root, "secret");
    project.repository().write("secret", "x");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GIT_DIR", other.resolve(".git").toString());
    environment.put("GIT_WORK_TREE", other.toString());
    environment.put("GIT_INDEX_FILE", decoy.repository().path(".git/index").toString());

    assertThat(project.run(environment).failures())
        .hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_nameThatIsNotUtf8_isSeenAndShownByItsBytes() {
    LoopProject project = LoopProject.forbidding(root, "*.pem");
    project.repository().sh("touch \"$(printf 'k\\377.pem')\"");

    project.refusesPath("\"k\\377.pem\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rf", "a\"b", "tab\there", "new\nline", "日本", "é", " lead", "a:b"})
  void run_oddName_isSeen(String name) {
    LoopProject project = LoopProject.forbidding(root, "odd/");
    project.repository().write("odd/" + name, "x");

    RunResult result = project.run();

    assertThat(result.failures())
        .anyMatch(
            failure ->
                failure instanceof Failure.ForbiddenPath forbidden
                    && forbidden.path().contains("odd/"));
  }

  @Test
  void run_caseVariantWhereTheCheckoutFoldsCase_isRefused() {
    LoopProject project = LoopProject.forbidding(root, "Secrets/");
    project.repository().git("config", "core.ignorecase", "true");
    project.repository().write("SECRETS/key", "x");

    project.refusesPath("SECRETS/key");
  }

  @Test
  void run_symbolicLinkOutOfTheRepository_isNotFollowed(@TempDir Path outside) {
    TestRepository.at(outside).write("deep/secret", "x");
    LoopProject project = LoopProject.forbidding(root, "link/**");
    project.repository().sh("ln -s " + outside + " link");

    project.refusesPath("link");
    assertThat(project.run().facts().canonical()).doesNotContain("deep/secret");
  }

  @Test
  void run_socketsFifosAndDevices_areNotOpened() {
    LoopProject project = LoopProject.forbidding(root, "pipes/");
    project.repository().sh("mkdir pipes other; mkfifo pipes/a other/b");

    project.refusesPath("pipes/a");
  }

  @Test
  void run_enormousSparseFileThatIsIgnored_isNotRead() throws IOException {
    LoopProject project = LoopProject.forbidding(root, "secret");
    project.repository().write(".gitignore", "disk.img\n").commitAll("ignore");
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("disk.img").toFile(), "rw")) {
      file.setLength(50L << 30);
    }

    project.passes();
  }

  @Test
  void run_gitHooksForbidden_areGuarded() {
    LoopProject project = LoopProject.forbidding(root, ".git/hooks/**", ".git/config");
    project.passes();
    project.repository().write(".git/hooks/pre-commit", "#!/bin/sh\n");
    project.refusesPath(".git/hooks/pre-commit");
    project.repository().git("config", "core.hooksPath", "/tmp");
    project.refusesPath(".git/config");
  }
}
