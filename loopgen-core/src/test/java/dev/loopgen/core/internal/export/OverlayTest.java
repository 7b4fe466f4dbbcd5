package dev.loopgen.core.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.export.OverlayWrites.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands over an export, in namespaces of unshare and bubblewrap. */
@Tag("slow")
final class OverlayTest {

  @TempDir Path directory;
  private TestRepository repository;
  private Export export;
  private Overlay overlay;

  /** Who runs the commands. */
  enum User {
    CURRENT,
    NOBODY;

    List<String> prefix() {
      return this == CURRENT
          ? List.of()
          : List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    repository = TestRepository.init(directory.resolve("repository"));
    repository.write(".gitignore", "target/\n*.log\n__pycache__/\n");
    repository.write("src/app.txt", "good\n").write("src/inner/deep.txt", "deep\n");
    repository.write("src/run.sh", "exit 0\n").sh("chmod 755 src/run.sh; ln -s app.txt src/link");
    repository.commitAll("base");
    export = Exports.of(repository, directory);
    overlay = Overlay.over(export, false);
  }

  @AfterEach
  void close() {
    export.close();
  }

  private OverlayWrites after(User user, String script) throws Exception {
    run(user, script);
    return UpperLayer.read(overlay, path -> path.display().endsWith(".log"));
  }

  private void run(User user, String script) throws IOException, InterruptedException {
    if (user == User.NOBODY) {
      boolean root = System.getProperty("user.name").equals("root");
      assumeThat(root).as("only root can become another user").isTrue();
      TestRepository.at(directory).sh("chown -R 65534:65534 '" + export.around() + "'");
    }
    List<String> bubblewrap =
        List.of(
            "bwrap",
            "--unshare-user",
            "--disable-userns",
            "--unshare-pid",
            "--cap-drop",
            "ALL",
            "--die-with-parent",
            "--new-session",
            "--dev-bind",
            "/",
            "/",
            "--bind",
            overlay.merged().toString(),
            repository.root().toString(),
            "--chdir",
            repository.root().toString(),
            "--",
            "/bin/sh",
            "-ec",
            script);
    List<String> line = new ArrayList<>(user.prefix());
    line.addAll(overlay.commandLine(bubblewrap));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static Map<String, Kind> touched(OverlayWrites writes) {
    Map<String, Kind> touched = new TreeMap<>();
    writes.touched().forEach((path, how) -> touched.put(path.display(), how.kind()));
    return touched;
  }

  @ParameterizedTest
  @EnumSource
  void read_rewriteAndRestore_isTouched(User user) throws Exception {
    OverlayWrites writes =
        after(
            user,
            "touch -r src/app.txt ref.log; cp src/app.txt keep.log; echo evil > src/app.txt;"
                + " cat keep.log > src/app.txt; touch -r ref.log src/app.txt");

    assertThat(touched(writes)).isEqualTo(Map.of("src/app.txt", Kind.RESTORED));
    assertThat(repository.read("src/app.txt")).isEqualTo("good\n");
  }

  @ParameterizedTest
  @EnumSource
  void read_whiteoutAndRecreation_isTouched(User user) throws Exception {
    OverlayWrites writes =
        after(user, "cp -p src/app.txt keep.log; rm src/app.txt; cp -p keep.log src/app.txt");

    assertThat(touched(writes)).isEqualTo(Map.of("src/app.txt", Kind.RESTORED));
  }

  @ParameterizedTest
  @EnumSource
  void read_directoryRenameSwap_isTouched(User user) throws Exception {
    OverlayWrites writes =
        after(
            user,
            "mkdir /tmp/evil.$$; cp -r src evil; echo bad > evil/app.txt; mv src keep; mv evil src;"
                + " cat src/app.txt; mv src evil; mv keep src; rm -r evil; rmdir /tmp/evil.$$");

    assertThat(touched(writes))
        .containsOnlyKeys("src/app.txt", "src/inner/deep.txt", "src/link", "src/run.sh")
        .containsEntry("src/app.txt", Kind.RESTORED);
  }

  @ParameterizedTest
  @EnumSource
  void read_parentRename_isTouched(User user) throws Exception {
    OverlayWrites writes = after(user, "mv src/inner src/other; mv src/other src/inner");

    assertThat(touched(writes)).isEqualTo(Map.of("src/inner/deep.txt", Kind.RESTORED));
  }

  @ParameterizedTest
  @EnumSource
  void read_directoryRecreated_deletesWhatIsBelow(User user) throws Exception {
    OverlayWrites writes =
        after(user, "rm -r src/inner; mkdir src/inner; echo x > src/inner/n.log");

    assertThat(touched(writes)).isEqualTo(Map.of("src/inner/deep.txt", Kind.DELETED));
    assertThat(writes.created()).isEmpty();
    assertThat(writes.ignored()).containsExactly(RepoPath.of("src/inner/n.log"));
  }

  @ParameterizedTest
  @EnumSource
  void read_directoryReplacedByFileOrLink_deletesWhatIsBelow(User user) throws Exception {
    OverlayWrites writes =
        after(user, "cp -r src/inner d.log; rm -r src/inner; ln -s ../d.log src/inner");

    assertThat(touched(writes)).isEqualTo(Map.of("src/inner/deep.txt", Kind.DELETED));
    assertThat(writes.created()).containsExactly(RepoPath.of("src/inner"));
  }

  @ParameterizedTest
  @EnumSource
  void read_fileReplacedByDirectory_isDeleted(User user) throws Exception {
    OverlayWrites writes = after(user, "rm src/app.txt; mkdir src/app.txt; echo x > src/app.txt/x");

    assertThat(touched(writes)).isEqualTo(Map.of("src/app.txt", Kind.DELETED));
    assertThat(writes.created()).containsExactly(RepoPath.of("src/app.txt/x"));
  }

  @ParameterizedTest
  @EnumSource
  void read_writeThroughALink_isTouched(User user) throws Exception {
    OverlayWrites writes =
        after(
            user,
            "ln -s ../src/app.txt src/new.log; echo evil > src/new.log; echo good > src/link");

    assertThat(touched(writes)).isEqualTo(Map.of("src/app.txt", Kind.RESTORED));
  }

  @ParameterizedTest
  @EnumSource
  void read_hardLinkAndModeAndTime_areTouched(User user) throws Exception {
    OverlayWrites writes =
        after(
            user,
            "ln src/app.txt h.log; echo evil > h.log; echo good > h.log; chmod 644 src/run.sh;"
                + " touch src/inner/deep.txt");

    assertThat(touched(writes))
        .isEqualTo(
            Map.of(
                "src/app.txt", Kind.RESTORED,
                "src/run.sh", Kind.CHANGED,
                "src/inner/deep.txt", Kind.RESTORED));
  }

  @Test
  void read_mappedStore_isTouched() throws Exception {
    Files.writeString(
        directory.resolve("Mapped.java"),
        """
        import java.nio.channels.FileChannel;
        import java.nio.file.*;
        public class Mapped {
          public static void main(String[] a) throws Exception {
            try (FileChannel c = FileChannel.open(Path.of(a[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
              var map = c.map(FileChannel.MapMode.READ_WRITE, 0, c.size());
              byte old = map.get(0);
              map.put(0, (byte) 88);
              map.force();
              map.put(0, old);
              map.force();
            }
          }
        }
        """);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    OverlayWrites writes =
        after(User.CURRENT, "'" + java + "' '" + directory + "/Mapped.java' src/app.txt");

    assertThat(touched(writes)).isEqualTo(Map.of("src/app.txt", Kind.RESTORED));
  }

  @ParameterizedTest
  @EnumSource
  void read_honestBuild_touchesNothing(User user) throws Exception {
    OverlayWrites writes =
        after(
            user,
            "grep -q good src/app.txt; mkdir -p target/classes; echo c > target/classes/A.class;"
                + " echo l >> build.log; mkdir -p src/__pycache__; echo p > src/__pycache__/a.pyc;"
                + " echo t > tmp; mv tmp target/t; rm target/t; echo new > new.txt;"
                + " mkdir .cache; echo '*' > .cache/.gitignore; echo x > .cache/x");

    assertThat(touched(writes)).isEmpty();
    assertThat(writes.created()).containsExactly(RepoPath.of("new.txt"));
    assertThat(writes.ignored()).containsExactly(RepoPath.of("build.log"));
  }

  @Test
  void read_inaccessibleDirectories_areReadAllTheSame() throws Exception {
    OverlayWrites writes =
        after(
            User.CURRENT,
            "echo evil > src/inner/deep.txt; chmod 0 src/inner/deep.txt src/inner src");

    assertThat(touched(writes)).isEqualTo(Map.of("src/inner/deep.txt", Kind.CHANGED));
  }

  @Test
  void read_newRepository_countsAsOne() throws Exception {
    OverlayWrites writes =
        after(User.CURRENT, "mkdir -p n/.git n/a; echo x > n/a/b; echo y > n/.git/HEAD");

    assertThat(writes.created()).containsExactly(RepoPath.of("n"));
  }

  @Test
  void commandLine_secondProgram_seesWhatTheFirstWrote() throws Exception {
    run(User.CURRENT, "echo one > target.log; rm src/app.txt");
    run(User.CURRENT, "grep -q one target.log; test ! -e src/app.txt; echo good > src/app.txt");

    assertThat(touched(after(User.CURRENT, "true")))
        .isEqualTo(Map.of("src/app.txt", Kind.RESTORED));
  }

  @Test
  void commandLine_marksOfDeletion_cannotBeForged() throws Exception {
    run(
        User.CURRENT,
        "! mknod src/forged.log c 0 0 2> /dev/null; ls src/forged.log && exit 1 || true");

    assertThat(touched(after(User.CURRENT, "true"))).isEmpty();
  }
}
