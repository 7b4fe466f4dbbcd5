package dev.loopgen.core.internal.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.GroupedFigures;
import org.junit.jupiter.api.Test;

final class GroupNamesTest {

  @Test
  void shorten_tooLong_isShortenedAndStaysItself() {
    String one = "x".repeat(1000) + "1";
    String other = "x".repeat(1000) + "2";

    assertThat(GroupNames.shorten(one)).hasSizeLessThan(GroupedFigures.MAX_NAME).startsWith("xxx");
    assertThat(GroupNames.shorten(one)).isNotEqualTo(GroupNames.shorten(other));
    assertThat(GroupNames.shorten(GroupNames.shorten(one))).isEqualTo(GroupNames.shorten(one));
    assertThat(GroupNames.shorten("short")).isEqualTo("short");
  }

  @Test
  void shorten_cutWithinACharacter_leavesNoHalf() {
    String name = GroupNames.shorten("x".repeat(199) + "😀".repeat(100));

    assertThat(name.codePoints()).noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
  }
}
