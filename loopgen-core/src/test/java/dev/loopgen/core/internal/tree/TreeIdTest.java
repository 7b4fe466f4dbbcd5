package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree id is the one that {@code git add -A} and {@code git write-tree} give. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class TreeIdTest {

  private static final List<String> NAMES =
      List.of("a", "a.b", "a-b", "ab", "A", "z", "é", "日", "with space", "-dash", "b.log", "c.tmp");
  private static final List<String> RULES =
      List.of(
          "*.log",
          "/a",
          "ab/",
          "!b.log",
          "**/z",
          "a/**",
          "A",
          "\\!x",
          "with space",
          "*.t?p",
          "[ab]",
          "# comment",
          "a/b",
          "/*/z",
          "!a/",
          "é",
          "*/ab",
          "a.b/**/c.tmp",
          "foo/*",
          "z/");

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("loopgen.seeds", 20));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void snapshot_randomRepository_hasTheTreeIdThatGitWrites(long seed, @TempDir Path root)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    TestRepository git = TestRepository.init(root);
    fill(root, random, 3);
    rules(root, random);
    git.commitAll("first");
    fill(root, random, 3);
    rules(root, random);
    removeEverySeventhFile(root);

    TreeSnapshot content = snapshot(root, HashingMode.CONTENT);
    TreeSnapshot stat = snapshot(root, HashingMode.STAT);

    git.git("add", "-A");
    assertThat(content.treeId().hex()).isEqualTo(git.git("write-tree"));
    assertThat(stat.treeId()).isEqualTo(content.treeId());
    assertThat(snapshot(root, HashingMode.STAT).treeId()).isEqualTo(content.treeId());
  }

  private static void fill(Path directory, Random random, int depth) throws IOException {
    for (int i = random.nextInt(5); i >= 0; i--) {
      Path child = directory.resolve(NAMES.get(random.nextInt(NAMES.size())));
      if (Files.exists(child, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      int kind = random.nextInt(10);
      if (kind < 4 && depth > 0) {
        Files.createDirectory(child);
        fill(child, random, depth - 1);
        if (random.nextInt(4) == 0) {
          rules(child, random);
        }
      } else if (kind == 8) {
        Files.createSymbolicLink(child, Path.of("../" + random.nextInt(3)));
      } else {
        Files.writeString(child, "content " + random.nextInt(4) + "\r\n".repeat(kind % 2));
        if (kind == 9) {
          assertThat(child.toFile().setExecutable(true)).isTrue();
        }
      }
    }
  }

  private static void removeEverySeventhFile(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files =
          walk.filter(file -> !file.startsWith(root.resolve(".git")))
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    }
    for (int i = 6; i < files.size(); i += 7) {
      Files.delete(files.get(i));
    }
  }

  private static void rules(Path directory, Random random) throws IOException {
    StringBuilder rules = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      rules.append(RULES.get(random.nextInt(RULES.size()))).append('\n');
    }
    Files.writeString(directory.resolve(".gitignore"), rules);
  }

  private static TreeSnapshot snapshot(Path root, HashingMode hashing) throws InterruptedException {
    JGitChangeDetector detector = JGitChangeDetector.open(root);
    return detector.snapshot(
        new SnapshotRequest(
            detector.resolveBase(BaseRequest.defaults()),
            PathPatterns.of(List.of(PathPattern.parse("secret")), detector.workTree()),
            hashing));
  }
}
