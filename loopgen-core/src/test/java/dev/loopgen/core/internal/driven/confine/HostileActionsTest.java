package dev.loopgen.core.internal.driven.confine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.driven.BlockReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries every action on every form of every path that a model must not touch. */
@Tag("slow")
final class HostileActionsTest {

  private static final byte[] EVIL = "evil".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private record Attempt(String action, String path, Optional<BlockReason> blocked) {}

  private static List<Attempt> attempts(ConfinedFiles files) {
    List<Attempt> attempts = new ArrayList<>();
    for (String path : HostilePaths.all()) {
      attempts.add(attempt("delete_file", path, () -> files.delete(path)));
      attempts.add(attempt("write_file", path, () -> files.write(path, EVIL)));
      attempts.add(attempt("propose", path, () -> files.propose(path, EVIL)));
    }
    return attempts;
  }

  private static Attempt attempt(String action, String path, Try tried) {
    try {
      tried.run();
      return new Attempt(action, path, Optional.empty());
    } catch (BlockedException e) {
      return new Attempt(action, path, Optional.of(e.reason()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Try {
    void run() throws BlockedException, IOException;
  }

  @Test
  void action_hostilePath_isBlockedAndTouchesNothing() throws IOException {
    HostileProject project = new HostileProject(directory);
    Map<String, String> before = project.guarded();

    List<Attempt> attempts;
    try (ConfinedFiles files = project.files(project.confinement(null))) {
      attempts = attempts(files);
    }

    assertThat(attempts).hasSizeGreaterThan(400);
    assertThat(attempts).filteredOn(attempt -> attempt.blocked().isEmpty()).isEmpty();
    assertThat(project.guarded()).isEqualTo(before);
    assertThat(project.aside()).isEmptyDirectory();
  }

  @Test
  void read_hostilePath_givesNothing() throws IOException {
    HostileProject project = new HostileProject(directory);
    List<String> given = new ArrayList<>();

    try (ConfinedFiles files = project.files(project.confinement(null))) {
      for (String path : HostilePaths.all()) {
        try {
          given.add(path + ": " + new String(files.read(path, 1000), StandardCharsets.UTF_8));
        } catch (BlockedException e) {
          assertThat(e.reason()).isNotNull();
        }
      }
    }

    assertThat(given)
        .allMatch(
            text ->
                text.startsWith(".git")
                    || text.startsWith("check.sh")
                    || text.startsWith("scripts/")
                    || text.startsWith("specs/")
                    || text.startsWith("ci/")
                    || text.startsWith(".github/"));
    assertThat(given).noneMatch(text -> text.contains("untouched") || text.contains("k1"));
    assertThat(given).noneMatch(text -> text.contains("TOKEN") || text.contains("[core]"));
  }

  @Test
  void action_harmlessPath_isCarriedOut() throws IOException, BlockedException {
    HostileProject project = new HostileProject(directory);
    Map<String, String> before = project.guarded();

    try (ConfinedFiles files = project.files(project.confinement(null))) {
      files.write("src/app.txt", EVIL);
      files.write("src/fresh/made/deep.txt", EVIL);
      files.write("src/hard.txt", EVIL);
      files.delete("src/a/b/c.txt");
      assertThat(files.read("src/app.txt", 100)).isEqualTo(EVIL);
    }

    assertThat(project.repository().path("src/fresh/made/deep.txt")).hasBinaryContent(EVIL);
    assertThat(project.repository().path("src/hard.txt")).hasBinaryContent(EVIL);
    assertThat(project.repository().path("src/a/b")).isDirectory();
    assertThat(project.guarded()).isEqualTo(before);
  }

  @Test
  void oracle_oneGuardMissing_seesIt() throws IOException {
    List<String> missed = new ArrayList<>();
    List<PathGuard> all = new HostileProject(directory.resolve("all")).confinement(null).guards();
    for (int i = 0; i < all.size(); i++) {
      HostileProject project = new HostileProject(directory.resolve("mutant" + i));
      List<PathGuard> rest = new ArrayList<>(project.confinement(null).guards());
      String removed = rest.remove(i).getClass().getSimpleName();
      Map<String, String> before = project.guarded();
      try (ConfinedFiles files = project.files(project.confinement(rest))) {
        attempts(files);
      }
      if (project.guarded().equals(before)) {
        missed.add(removed);
      }
    }

    assertThat(missed).isEmpty();
  }

  @Test
  void oracle_anyTextIsAPath_seesIt() throws IOException {
    HostileProject project = new HostileProject(directory);

    assertThat(isSeen(project, () -> project.files(project.withoutSyntax()))).isTrue();
  }

  @Test
  void oracle_commandsAreUnknown_seesIt() throws IOException {
    HostileProject project = new HostileProject(directory);

    assertThat(isSeen(project, () -> project.files(project.withoutCommandFiles()))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void oracle_walkThatNeglectsSomething_isSeen(Careless.Neglect neglect) throws IOException {
    HostileProject project = new HostileProject(directory);

    assertThat(isSeen(project, () -> project.careless(neglect))).isTrue();
  }

  private interface Opening {
    ConfinedFiles files() throws IOException;
  }

  /** Tells whether the oracle sees what a confinement with a hole lets through. */
  private static boolean isSeen(HostileProject project, Opening mutant) throws IOException {
    Map<String, String> before = project.guarded();
    try (ConfinedFiles files = mutant.files()) {
      attempts(files);
    }
    return !project.guarded().equals(before);
  }

  @Test
  void write_directorySwappedForALinkBeforeTheMutation_leavesTheOutsideAlone() throws IOException {
    HostileProject project = new HostileProject(directory);
    Map<String, String> before = project.guarded();
    Path swapped = project.repository().path("src/a/b");

    try (ConfinedFiles files = project.files(project.confinement(null))) {
      files.beforeMutation(
          () -> {
            try {
              Files.move(swapped, directory.resolve("aside-moved"));
              Files.createSymbolicLink(swapped, project.outside().root());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

      assertThatThrownBy(() -> files.write("src/a/b/victim.txt", EVIL))
          .isInstanceOfSatisfying(
              BlockedException.class,
              e -> assertThat(e.reason()).isEqualTo(BlockReason.PATH_MOVED));
    }

    Files.delete(swapped);
    Files.move(directory.resolve("aside-moved"), swapped);
    assertThat(project.guarded()).isEqualTo(before);
    assertThat(project.repository().read("src/a/b/c.txt")).isEqualTo("deep\n");
  }

  @Test
  void write_linkAppearsWhereADirectoryIsToBeMade_isBlocked() throws IOException {
    HostileProject project = new HostileProject(directory);
    Map<String, String> before = project.guarded();
    Path link = project.repository().path("src/fresh");

    try (ConfinedFiles files = project.files(project.confinement(null))) {
      files.beforeMutation(
          () -> {
            try {
              Files.createSymbolicLink(link, project.outside().root());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

      assertThatThrownBy(() -> files.write("src/fresh/victim.txt", EVIL))
          .isInstanceOf(BlockedException.class);
    }

    assertThat(project.guarded()).isEqualTo(before);
  }

  /** What somebody saves while a change is being made stays. */
  @ParameterizedTest
  @ValueSource(strings = {"src/app.txt", "src/new.txt"})
  void change_fileSavedBeforeTheMutation_isBlocked(String path) throws IOException {
    HostileProject project = new HostileProject(directory);
    try (ConfinedFiles files = project.files(project.confinement(null))) {
      files.beforeMutation(() -> project.repository().write(path, "saved by a person\n"));

      assertThatThrownBy(() -> files.write(path, EVIL))
          .isInstanceOfSatisfying(
              BlockedException.class,
              e -> assertThat(e.reason()).isEqualTo(BlockReason.CHANGED_ELSEWHERE));
    }
    assertThat(project.repository().read(path)).isEqualTo("saved by a person\n");
  }

  @Test
  void delete_fileSavedBeforeTheMutation_isBlocked() throws IOException {
    HostileProject project = new HostileProject(directory);
    try (ConfinedFiles files = project.files(project.confinement(null))) {
      files.beforeMutation(() -> project.repository().write("src/app.txt", "saved by a person\n"));

      assertThatThrownBy(() -> files.delete("src/app.txt")).isInstanceOf(BlockedException.class);
    }
    assertThat(project.repository().read("src/app.txt")).isEqualTo("saved by a person\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_privateFile_staysPrivate() throws Exception {
    HostileProject project = new HostileProject(directory);
    Path file = project.repository().path("src/app.txt");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    try (ConfinedFiles files = project.files(project.confinement(null))) {
      files.write("src/app.txt", EVIL);
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwx------");
    assertThat(file).hasBinaryContent(EVIL);
  }

  @Test
  void write_fileChangedSinceLastSeen_isBlocked() throws IOException {
    HostileProject project = new HostileProject(directory);
    Confinement confinement = project.confinement(null);
    project.repository().write("src/app.txt", "two\n");

    try (ConfinedFiles files = project.files(confinement)) {
      assertThatThrownBy(() -> files.write("src/app.txt", EVIL))
          .isInstanceOfSatisfying(
              BlockedException.class,
              e -> assertThat(e.reason()).isEqualTo(BlockReason.CHANGED_ELSEWHERE));
    }

    assertThat(project.repository().read("src/app.txt")).isEqualTo("two\n");
  }

  @Test
  void write_moreThanTheBudget_isBlocked() throws IOException, BlockedException {
    HostileProject project = new HostileProject(directory);

    try (ConfinedFiles files = project.files(project.confinement(null))) {
      for (int i = 0; i < ActionLimits.DEFAULT.files(); i++) {
        files.write("src/made" + i, EVIL);
      }

      assertThatThrownBy(() -> files.delete("src/app.txt")).hasMessageContaining("50 files");
      assertThatThrownBy(() -> files.write("src/made0", new byte[600 << 10]))
          .hasMessageContaining("too large");
      files.write("src/made0", new byte[500 << 10]);
      files.write("src/made0", new byte[500 << 10]);
      files.write("src/made0", new byte[500 << 10]);
      files.write("src/made0", new byte[500 << 10]);
      assertThatThrownBy(() -> files.write("src/made0", new byte[500 << 10]))
          .hasMessageContaining("as many bytes");
    }
  }
}
