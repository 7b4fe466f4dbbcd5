package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepoPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a\0b"})
  void of_whatIsNoRelativePath_isRefused(String path) {
    assertThatThrownBy(() -> RepoPath.of(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void display_controlAndInvalidBytes_areShownAndNeverAct() {
    RepoPath path = RepoPath.of(new byte[] {'a', '\n', 0x1b, (byte) 0xff, 'b'});

    assertThat(path.text()).isEmpty();
    assertThat(path.display()).isEqualTo("\"a\\n\\033\\377b\"");
  }

  @Property
  void display_differentPaths_lookDifferent(
      @ForAll @Size(min = 1, max = 6) byte[] one, @ForAll @Size(min = 1, max = 6) byte[] other) {
    RepoPath left = pathOf(one);
    RepoPath right = pathOf(other);

    assertThat(left.display().equals(right.display())).isEqualTo(left.equals(right));
  }

  @Test
  void compareTo_ordersByUnsignedBytes() {
    RepoPath ascii = RepoPath.of("z");
    RepoPath high = RepoPath.of(new byte[] {(byte) 0xc3, (byte) 0xa9});

    assertThat(ascii).isLessThan(high);
    assertThat(RepoPath.of("a")).isLessThan(RepoPath.of("a/b"));
  }

  @Test
  void isBelow_nameThatOnlyStartsAlike_isNotBelow() {
    assertThat(RepoPath.of("app/x").isBelow(RepoPath.of("app"))).isTrue();
    assertThat(RepoPath.of("apps/x").isBelow(RepoPath.of("app"))).isFalse();
    assertThat(RepoPath.of("app").isBelow(RepoPath.of("app"))).isFalse();
  }

  private static RepoPath pathOf(byte[] bytes) {
    byte[] path = bytes.clone();
    for (int i = 0; i < path.length; i++) {
      path[i] = path[i] == 0 || path[i] == '/' ? (byte) 'x' : path[i];
    }
    return RepoPath.of(path);
  }
}
