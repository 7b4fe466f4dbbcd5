package dev.loopgen.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChainStatusTest {

  static Stream<ChainStatus> notIntact() {
    return Stream.of(
        new ChainStatus.Missing(),
        new ChainStatus.Empty(),
        new ChainStatus.Unreadable("it is a directory"),
        new ChainStatus.Edited(0, 1),
        new ChainStatus.BrokenLink(0, 1),
        new ChainStatus.Malformed(0, 1, "it is not JSON"),
        new ChainStatus.TornTail(0, 1),
        new ChainStatus.Inconsistent(0, 1));
  }

  @Test
  void isIntact_intactChain_isTrue() {
    assertThat(new ChainStatus.Intact(1, "00").isIntact()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("notIntact")
  void isIntact_anyOtherStatus_isFalse(ChainStatus status) {
    assertThat(status.isIntact()).isFalse();
    assertThat(status.describe()).doesNotContain("is intact");
  }

  @Test
  void isIntact_everyStatus_isTestedHere() {
    Stream<Class<?>> tested = notIntact().map(ChainStatus::getClass);

    assertThat(Stream.concat(tested, Stream.of(ChainStatus.Intact.class)))
        .containsExactlyInAnyOrder(ChainStatus.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("notIntact")
  void describe_anyStatus_isMadeOfSentences(ChainStatus status) {
    assertThat(status.describe()).matches("[A-Z].*\\.").doesNotContain("null", "..");
  }

  @Test
  void describe_intactChain_countsItsEntries() {
    assertThat(new ChainStatus.Intact(1, "00").describe())
        .isEqualTo("The chain of 1 entry is intact.");
    assertThat(new ChainStatus.Intact(2, "00").describe())
        .isEqualTo("The chain of 2 entries is intact.");
  }

  @Test
  void describe_brokenEntry_namesTheEntryAndItsLine() {
    assertThat(new ChainStatus.Edited(7, 9).describe()).startsWith("Entry 7 (line 9) was edited");
    assertThat(new ChainStatus.BrokenLink(7, 9).describe())
        .startsWith("Entry 7 (line 9) does not follow");
    assertThat(new ChainStatus.Inconsistent(7, 9).describe())
        .startsWith("Entry 7 (line 9) contradicts itself");
    assertThat(new ChainStatus.Malformed(7, 9, "it is no JSON").describe())
        .isEqualTo("Line 9 (entry 7) is not a ledger entry: it is no JSON.");
    assertThat(new ChainStatus.TornTail(7, 9).describe()).contains("line 9", "cut off");
  }

  @Test
  void describe_noEvidence_saysThatNothingIsProven() {
    assertThat(new ChainStatus.Missing().describe()).contains("nothing is proven");
    assertThat(new ChainStatus.Empty().describe()).contains("nothing is proven");
  }

  @Test
  void describe_unreadableLedger_saysWhy() {
    assertThat(new ChainStatus.Unreadable("permission denied").describe())
        .isEqualTo(
            "The ledger cannot be read: permission denied. Make it a readable regular file.");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void intact_withoutEntries_isRefused(long size) {
    assertThatThrownBy(() -> new ChainStatus.Intact(size, "00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a chain without entries is not intact");
  }

  @Test
  void constructor_null_isRefused() {
    assertThatThrownBy(() -> new ChainStatus.Intact(1, null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new ChainStatus.Unreadable(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new ChainStatus.Malformed(0, 1, null))
        .isInstanceOf(NullPointerException.class);
  }
}
