package dev.loopgen.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChainStatusTest {

  private static final Sha256 HASH = Sha256.ofHex("0".repeat(64));
  private static final Anchor ANCHOR = new Anchor.Entries("commit abc", Set.of(HASH), 7);

  static Stream<ChainStatus> intact() {
    return Stream.of(
        new ChainStatus.Intact(head(3)), new ChainStatus.Forked(List.of(head(3), head(2)), 4, 0));
  }

  static Stream<ChainStatus> notIntact() {
    return Stream.of(
        new ChainStatus.Missing(),
        new ChainStatus.Empty(),
        new ChainStatus.Unreadable("it is a directory"),
        new ChainStatus.SymbolicLink(Path.of("audit.jsonl")),
        new ChainStatus.TornTail(0, 1),
        new ChainStatus.Malformed(0, 1, "it is not JSON"),
        new ChainStatus.NonCanonical(0, 1, "it spells 1.0 in a way JSON.stringify does not"),
        new ChainStatus.UnknownSchema(0, 1, "\"2\""),
        new ChainStatus.Edited(0, 1),
        new ChainStatus.BrokenLink(0, 1),
        new ChainStatus.Reordered(0, 1),
        new ChainStatus.Duplicated(0, 1),
        new ChainStatus.DuplicateId(0, 1, "id"),
        new ChainStatus.Inconsistent(0, 1, "it says that it passed, and it did not"),
        new ChainStatus.Foreign(0, 1, "0123"),
        new ChainStatus.Truncated(ANCHOR, 3),
        new ChainStatus.Rewritten(ANCHOR));
  }

  @ParameterizedTest
  @MethodSource("intact")
  void isIntact_intactStatus_isTrueAndHasHeads(ChainStatus status) {
    assertThat(status.isIntact()).isTrue();
    assertThat(status.canGrow()).isTrue();
    assertThat(status.heads()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("notIntact")
  void isIntact_anyOtherStatus_isFalse(ChainStatus status) {
    assertThat(status.isIntact()).isFalse();
    assertThat(status.heads()).isEmpty();
    assertThat(status.describe()).doesNotContain("is intact");
  }

  @Test
  void isIntact_everyStatus_isTestedHere() {
    Stream<Class<?>> tested = Stream.concat(intact(), notIntact()).map(ChainStatus::getClass);

    assertThat(tested).containsExactlyInAnyOrderElementsOf(statuses());
  }

  /** Every record of the hierarchy. */
  private static List<Class<?>> statuses() {
    List<Class<?>> records = new ArrayList<>();
    Deque<Class<?>> open = new ArrayDeque<>(List.of(ChainStatus.class));
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      if (type.isRecord()) {
        records.add(type);
      } else {
        open.addAll(List.of(type.getPermittedSubclasses()));
      }
    }
    return records;
  }

  @ParameterizedTest
  @MethodSource({"intact", "notIntact"})
  void describe_anyStatus_isMadeOfSentences(ChainStatus status) {
    assertThat(status.describe()).matches("(?s)\\S.*\\.").doesNotContain("null", "..");
  }

  @ParameterizedTest
  @MethodSource("notIntact")
  void canGrow_damage_isFalse(ChainStatus status) {
    boolean harmless =
        status instanceof ChainStatus.Missing
            || status instanceof ChainStatus.Empty
            || status instanceof ChainStatus.TornTail;

    assertThat(status.canGrow()).isEqualTo(harmless);
  }

  @ParameterizedTest
  @MethodSource("notIntact")
  void describe_statusOfAnEntry_namesItsLine(ChainStatus status) {
    if (status instanceof ChainStatus.AtEntry entry) {
      assertThat(entry.describe()).containsIgnoringCase("line " + entry.line());
    }
  }

  @Test
  void describe_intactChain_countsItsEntries() {
    assertThat(new ChainStatus.Intact(head(1)).describe())
        .isEqualTo("The chain of 1 entry is intact.");
    assertThat(new ChainStatus.Intact(head(2)).describe())
        .isEqualTo("The chain of 2 entries is intact.");
  }

  @Test
  void describe_forkedLedger_countsHeadsAndRepetitions() {
    assertThat(new ChainStatus.Forked(List.of(head(3), head(2)), 4, 2).describe())
        .isEqualTo(
            "The ledger of 4 entries is intact. It has 2 heads, which the next run joins."
                + " 2 lines repeat another one.");
    assertThat(new ChainStatus.Forked(List.of(head(5)), 5, 0).describe())
        .isEqualTo("The ledger of 5 entries is intact. Merged histories are joined.");
  }

  @Test
  void describe_contradictedLedger_namesTheAnchor() {
    assertThat(new ChainStatus.Truncated(ANCHOR, 3).describe())
        .startsWith("The ledger has 3 entries, fewer than the 7 that commit abc vouches for");
    assertThat(new ChainStatus.Rewritten(ANCHOR).describe())
        .startsWith("The ledger is not the one that commit abc vouches for");
  }

  @Test
  void describe_noEvidence_saysThatNothingIsProven() {
    assertThat(new ChainStatus.Missing().describe()).contains("nothing is proven");
    assertThat(new ChainStatus.Empty().describe()).contains("nothing is proven");
  }

  @Test
  void constructor_intactWithoutEntries_isRefused() {
    assertThatThrownBy(() -> head(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChainStatus.Forked(List.of(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a forked ledger needs at least one head");
    assertThatThrownBy(() -> new ChainStatus.Intact(null)).isInstanceOf(NullPointerException.class);
  }

  private static TreeHead head(long size) {
    return new TreeHead(HASH, size, HASH);
  }
}
