package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a detector knows from its first look hides nothing from its second one. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class SecondSnapshotTest {

  private static final String REWRITE =
      "cp -p FILE ../kept && printf 'two\n' > FILE && touch -r ../kept FILE";
  private static final String REPLACE =
      "cp -p FILE ../kept && printf 'two\n' > ../new && touch -r ../kept ../new && mv ../new FILE";

  private static final List<String> CHANGES =
      List.of(
          "printf 'longer\n' > src/app.txt",
          REWRITE.replace("FILE", "src/app.txt"),
          REWRITE.replace("FILE", "untracked.txt"),
          REWRITE.replace("FILE", "changed.txt"),
          REPLACE.replace("FILE", "src/app.txt"),
          REPLACE.replace("FILE", "untracked.txt"),
          "git update-index --assume-unchanged src/app.txt && "
              + REWRITE.replace("FILE", "src/app.txt"),
          REWRITE.replace("FILE", "src/app.txt") + " && git add src/app.txt",
          "chmod +x src/app.txt",
          "echo x > src/new.txt",
          "cp -pr src ../kept && echo x > src/new.txt && touch -r ../kept src",
          "cp -pr src ../kept && mv src/app.txt src/new.txt && touch -r ../kept src",
          "cp -pr src ../kept && rm src/app.txt && touch -r ../kept src",
          "cp -pr src ../kept && echo x > ../kept/new.txt && touch -r src ../kept"
              + " && rm -r src && mv ../kept src",
          "mkdir -p src/deep/er && echo x > src/deep/er/new.txt",
          "echo x > new.txt",
          "rm src/app.txt",
          "rm -r src",
          "rm -r src && echo x > src",
          "rm src/app.txt && mkdir src/app.txt && echo x > src/app.txt/in.txt",
          "rm src/app.txt && ln -s ../other.txt src/app.txt",
          "rm link && ln -s changed.txt link",
          "rm link && cp other.txt link",
          "mv src moved",
          "mv src/app.txt ../kept && mv other.txt src/app.txt && mv ../kept other.txt",
          "printf 'untracked.txt\n' > .gitignore");

  @TempDir private Path directory;

  /** In an hour, every file is an old one. */
  private static final List<Duration> LATER = List.of(Duration.ZERO, Duration.ofHours(1));

  static Stream<Arguments> changes() {
    return arguments(CHANGES.stream());
  }

  private static Stream<Arguments> arguments(Stream<String> commands) {
    return commands.flatMap(
        command ->
            Stream.of(HashingMode.values())
                .flatMap(mode -> LATER.stream().map(later -> Arguments.of(command, mode, later))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void snapshot_afterAChange_isThatOfSomebodyWhoNeverLookedBefore(
      String change, HashingMode hashing, Duration later) throws Exception {
    TestRepository git = repository();
    JGitChangeDetector detector =
        JGitChangeDetector.open(git.root(), Clock.offset(Clock.systemUTC(), later));
    SnapshotRequest request = request(detector, hashing);
    TreeSnapshot before = detector.snapshot(request);

    git.sh(change);
    TreeSnapshot after = detector.snapshot(request);

    assertThat(after.changesSince(before)).isNotEmpty();
    JGitChangeDetector other = JGitChangeDetector.open(git.root());
    TreeSnapshot fresh =
        other.snapshot(new SnapshotRequest(request.base(), request.guard(), HashingMode.CONTENT));
    assertThat(after.entries()).isEqualTo(fresh.entries());
    assertThat(after.treeId()).isEqualTo(fresh.treeId());
    assertThat(after.contentSha256()).isEqualTo(fresh.contentSha256());
    assertThat(after.untracked()).isEqualTo(fresh.untracked());
    assertThat(after.stamps()).isEqualTo(fresh.stamps());
    assertThat(after.head()).isEqualTo(fresh.head());
  }

  @ParameterizedTest
  @MethodSource("touches")
  void snapshot_fileWrittenAndPutBack_hasAnotherStamp(
      String touch, HashingMode hashing, Duration later) throws Exception {
    TestRepository git = repository();
    JGitChangeDetector detector =
        JGitChangeDetector.open(git.root(), Clock.offset(Clock.systemUTC(), later));
    SnapshotRequest request = request(detector, hashing);
    TreeSnapshot before = detector.snapshot(request);

    git.sh(touch);
    TreeSnapshot after = detector.snapshot(request);

    assertThat(after.changesSince(before)).isEmpty();
    assertThat(after.stamps()).isNotEqualTo(before.stamps());
  }

  static Stream<Arguments> touches() {
    return arguments(
        Stream.of(
            "cp -p src/app.txt ../kept && printf 'two\n"
                + "' > src/app.txt && cp -p ../kept src/app.txt",
            "cp -p src/app.txt ../kept && mv ../kept src/app.txt",
            "cp -p untracked.txt ../kept && cp ../kept untracked.txt",
            "chmod +x src/app.txt && chmod -x src/app.txt"));
  }

  /** Tracked files that the index vouches for, a changed, an untracked one and a link. */
  private TestRepository repository() {
    TestRepository git = TestRepository.init(directory.resolve("repository"));
    git.write("src/app.txt", "one\n").write("other.txt", "else\n").write("changed.txt", "old\n");
    git.sh("ln -s other.txt link && touch -t 200102030000 src/app.txt other.txt changed.txt");
    git.commitAll("base");
    git.write("changed.txt", "new\n").write("untracked.txt", "new\n");
    git.sh("touch -t 200102030000 untracked.txt");
    return git;
  }

  private static SnapshotRequest request(JGitChangeDetector detector, HashingMode hashing)
      throws InterruptedException {
    Base base = detector.resolveBase(BaseRequest.defaults());
    return new SnapshotRequest(base, PathPatterns.of(List.of(), detector.workTree()), hashing);
  }
}
