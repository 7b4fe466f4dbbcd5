package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnreadableDirectoriesTest {

  private static final RepoPath DATA = RepoPath.of("pgdata");
  private static final AccessDeniedException DENIED = new AccessDeniedException("/r/pgdata");

  @ParameterizedTest
  @ValueSource(strings = {"**/*.pem", ".env", "secrets/", "other/secret", "/other/secret"})
  void passOver_patternForAnyDepthOrElsewhere_leavesItOut(String pattern) throws Exception {
    UnreadableDirectories directories = guardedBy(pattern);

    directories.passOver(DATA, DENIED);

    assertThat(directories.passedOver()).containsExactly(DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pgdata/", "/pgdata/", "pgdata/secret", "/pgdata/secret", "*data/x", "**"})
  void passOver_patternThatLeadsThere_throws(String pattern) {
    UnreadableDirectories directories = guardedBy(pattern);

    assertThatThrownBy(() -> directories.passOver(DATA, DENIED)).isSameAs(DENIED);
    assertThat(directories.passedOver()).isEmpty();
  }

  private static UnreadableDirectories guardedBy(String pattern) {
    WorkTree workTree = new WorkTree(Path.of("/r"), null, false);
    PathPatterns guard = PathPatterns.of(List.of(PathPattern.parse(pattern)), workTree);
    return new UnreadableDirectories(guard, workTree);
  }
}
