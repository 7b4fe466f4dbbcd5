package dev.loopgen.core.internal.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.fixture.TestRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefNameTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/heads/a",
        "refs/heads/a/b",
        "refs/heads/@",
        "refs/heads/-x",
        "refs/heads/größe",
        "refs/heads/a.b",
        "refs/heads/.a",
        "refs/heads/a/.b",
        "refs/heads/a.",
        "refs/heads/a.lock",
        "refs/heads/a.lock/b",
        "refs/heads/a..b",
        "refs/heads/a//b",
        "refs/heads/a/",
        "refs/heads/a b",
        "refs/heads/a~b",
        "refs/heads/a^b",
        "refs/heads/a:b",
        "refs/heads/a?b",
        "refs/heads/a*b",
        "refs/heads/a[b",
        "refs/heads/a\\b",
        "refs/heads/a@{b",
        "refs/heads/a\tb",
        "refs/heads/a\u007fb",
      })
  void isValid_anyName_isWhatGitSays(String name) {
    TestRepository git = TestRepository.at(directory);
    String answer = git.sh("git check-ref-format '" + name + "' && echo yes || echo no");

    assertThat(RefName.isValid(name)).isEqualTo(answer.equals("yes"));
  }

  @Test
  void text_bytesThatAreNoUtf8_areKept() {
    byte[] latin = "refs/heads/größe".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(RefName.text(latin)).isEqualTo("refs/heads/gr\\xf6\\xdfe");
    assertThat(RefName.bytes(RefName.text(latin))).isEqualTo(latin);
    assertThat(RefName.isValid(RefName.text(latin))).isTrue();
  }

  @Test
  void text_utf8_isThatText() {
    String name = "refs/heads/日本";

    assertThat(RefName.text(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(name);
    assertThat(RefName.bytes(name)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
  }
}
