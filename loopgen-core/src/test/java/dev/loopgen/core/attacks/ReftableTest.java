package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.internal.storage.reftable.ReftableWriter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.SymbolicRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refs that stand in reftables are read as those in files are. */
@Tag("slow")
final class ReftableTest {

  @TempDir private Path root;
  private LoopProject project;
  private TestRepository git;
  private String base;
  private String work;

  @BeforeEach
  void commitASecretOnABranch() {
    project = LoopProject.forbidding(root, "secret");
    git = project.repository();
    base = git.git("rev-parse", "HEAD");
    git.write("secret", "theirs\n");
    work = git.commitAll("work");
    git.git("config", "core.repositoryFormatVersion", "1");
    git.sh("rm -rf .git/refs/* .git/logs .git/packed-refs; mkdir .git/reftable");
    git.write(".git/HEAD", "ref: refs/heads/.invalid\n").write(".git/refs/heads", "none\n");
    git.sh("git config extensions.refStorage reftable || true");
  }

  @Test
  void run_branchAndDefaultBranch_areFound() throws IOException {
    tables(
        List.of(symbolic("HEAD", "refs/heads/main"), ref("refs/heads/main", base)),
        List.of(symbolic("HEAD", "refs/heads/größe"), ref("refs/heads/größe", work)));

    assertThat(project.run().failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
    assertThat(project.run().facts().canonical())
        .contains("\"refs/heads/größe\"")
        .contains("\"reference\":\"refs/heads/main\"");
  }

  @Test
  void run_laterTableMovesOrDeletesARef_counts() throws IOException {
    tables(
        List.of(
            symbolic("HEAD", "refs/heads/main"),
            ref("refs/heads/main", base),
            ref("refs/heads/old", base)),
        List.of(ref("refs/heads/main", work), deleted("refs/heads/old")));

    assertThat(project.run(Trust.ref(base), RunRequest.of("check")).failures())
        .hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
    assertThatThrownBy(() -> project.run(Trust.ref("old"), RunRequest.of("check")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("old");
  }

  @Test
  void run_unbornBranchBesideOthers_isAnError() throws IOException {
    tables(List.of(symbolic("HEAD", "refs/heads/x"), ref("refs/heads/main", base)));

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("refs/heads/x");
  }

  @Test
  void run_tableMissingOrDamaged_isAnError() throws IOException {
    tables(List.of(symbolic("HEAD", "refs/heads/main"), ref("refs/heads/main", work)));
    Path table = git.path(".git/reftable/1.ref");
    byte[] bytes = Files.readAllBytes(table);
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      Files.write(table, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      assertThatThrownBy(project::run).isInstanceOf(RepositoryException.class);
    }
    Files.delete(table);
    assertThatThrownBy(project::run).isInstanceOf(RepositoryException.class);
    git.write(".git/reftable/tables.list", "../../x.ref\n");

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("table");
  }

  @SafeVarargs
  private void tables(List<Ref>... tables) throws IOException {
    List<String> names = new ArrayList<>();
    for (List<Ref> refs : tables) {
      String name = names.size() + 1 + ".ref";
      names.add(name);
      try (OutputStream out = Files.newOutputStream(git.path(".git/reftable/" + name))) {
        new ReftableWriter(out)
            .setMinUpdateIndex(names.size())
            .setMaxUpdateIndex(names.size())
            .begin()
            .sortAndWriteRefs(refs)
            .finish();
      }
    }
    git.write(".git/reftable/tables.list", String.join("\n", names) + "\n");
  }

  private static Ref ref(String name, String id) {
    return new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, ObjectId.fromString(id));
  }

  private static Ref deleted(String name) {
    return new ObjectIdRef.Unpeeled(Ref.Storage.NEW, name, null);
  }

  private static Ref symbolic(String name, String target) {
    return new SymbolicRef(name, new ObjectIdRef.Unpeeled(Ref.Storage.NEW, target, null));
  }
}
