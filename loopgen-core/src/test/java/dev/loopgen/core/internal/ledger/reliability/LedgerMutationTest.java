package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.core.internal.ledger.verify.ByteLedgerCheck;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to a small ledger shows, save for what is said here to be tolerated. */
@Tag("slow")
final class LedgerMutationTest {

  private static final byte VERTICAL_TAB = 0x0b;

  /** The forms that a ledger can have. */
  enum LedgerForm {
    LINEAR(SmallLedger.linear("run", 5), Set.of(4)),
    FORKED(SmallLedger.forked(), Set.of(2, 4)),
    JOINED(SmallLedger.joined(), Set.of(6));

    private final SmallLedger sample;
    private final Set<Integer> heads;

    LedgerForm(SmallLedger sample, Set<Integer> heads) {
      this.sample = sample;
      this.heads = heads;
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_honestLedger_isIntact(LedgerForm form) {
    ChainStatus status = ByteLedgerCheck.of(form.sample.bytes());

    assertThat(status)
        .isInstanceOf(
            form == LedgerForm.LINEAR ? ChainStatus.Intact.class : ChainStatus.Forked.class);
    assertThat(status.heads()).extracting(TreeHead::entry).containsAll(hashes(form));
  }

  /** A vertical tab in place of the last line feed is white space around an entry (rule 11). */
  @ParameterizedTest
  @EnumSource
  void verify_anyBitFlipped_showsSaveForWhiteSpaceAtTheEnd(LedgerForm form) {
    byte[] honest = form.sample.bytes();
    int[] bits =
        SoakScale.isLong()
            ? IntStream.range(0, 8).map(bit -> 1 << bit).toArray()
            : new int[] {1, 0x40};

    for (int at = 0; at < honest.length; at = next(at, honest)) {
      for (int bit : bits) {
        byte[] changed = honest.clone();
        changed[at] ^= (byte) bit;
        boolean tolerated = at == honest.length - 1 && changed[at] == VERTICAL_TAB;
        ChainStatus status = ByteLedgerCheck.of(changed);
        assertThat(status.isIntact())
            .as("byte %d, bit %d: %s", at, bit, status)
            .isEqualTo(tolerated);
      }
    }
  }

  /** Returns the next byte to look at; every build looks at some, and at each end of a line. */
  private static int next(int at, byte[] ledger) {
    int next = at + 1;
    int last = at + SoakScale.times(11, 1);
    while (next < last
        && next < ledger.length
        && ledger[next] != '\n'
        && ledger[next - 1] != '\n') {
      next++;
    }
    return next;
  }

  @ParameterizedTest
  @EnumSource
  void verify_anyLineDropped_showsUnlessItIsAHeadThatNoAnchorCovers(LedgerForm form) {
    for (int at = 0; at < form.sample.size(); at++) {
      int dropped = at;
      byte[] changed = form.sample.with(lines -> lines.remove(dropped)).bytes();

      ChainStatus status = ByteLedgerCheck.of(changed);

      if (form.heads.contains(at)) {
        assertThat(status.isIntact()).as("line %d: %s", at, status).isTrue();
        assertContradicted(form, at, changed);
      } else {
        assertThat(status).as("line %d", at).isInstanceOf(ChainStatus.BrokenLink.class);
      }
    }
  }

  /** What was dropped, alone or with everything behind it, is missed by every kind of anchor. */
  private static void assertContradicted(LedgerForm form, int missing, byte[] changed) {
    TreeHead head = form.sample.graph().treeHead(form.sample.hash(missing)).orElseThrow();
    for (Anchor anchor : anchors(head)) {
      ChainStatus status = ByteLedgerCheck.of(changed, LedgerExpectation.NONE.and(anchor));
      assertThat(status)
          .as("line %d, %s", missing, anchor)
          .isInstanceOfAny(ChainStatus.Truncated.class, ChainStatus.Rewritten.class);
      assertThat(
              ByteLedgerCheck.of(form.sample.bytes(), LedgerExpectation.NONE.and(anchor))
                  .isIntact())
          .isTrue();
    }
  }

  private static List<Anchor> anchors(TreeHead head) {
    return List.of(
        new Anchor.Entries("a note", Set.of(head.entry()), head.size()),
        new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root())));
  }

  /** The order of lines means nothing where they do not make one line (rule 1). */
  @ParameterizedTest
  @EnumSource
  void verify_anyTwoLinesSwapped_showsInALinearLedger(LedgerForm form) {
    for (int i = 0; i < form.sample.size(); i++) {
      for (int j = i + 1; j < form.sample.size(); j++) {
        int one = i;
        int other = j;
        assertOrderOnly(form, form.sample.with(lines -> Collections.swap(lines, one, other)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_anyLineMoved_showsInALinearLedger(LedgerForm form) {
    for (int i = 0; i < form.sample.size(); i++) {
      for (int j = 0; j < form.sample.size(); j++) {
        int from = i;
        int to = j;
        if (from != to) {
          assertOrderOnly(form, form.sample.with(lines -> lines.add(to, lines.remove(from))));
        }
      }
    }
  }

  private static void assertOrderOnly(LedgerForm form, SmallLedger changed) {
    ChainStatus status = ByteLedgerCheck.of(changed.bytes());
    if (form == LedgerForm.LINEAR) {
      assertThat(status).isInstanceOf(ChainStatus.Reordered.class);
    } else {
      assertSameGraph(form, status, 0);
    }
  }

  private static void assertSameGraph(LedgerForm form, ChainStatus status, int repeated) {
    ChainStatus.Forked honest = (ChainStatus.Forked) ByteLedgerCheck.of(form.sample.bytes());
    assertThat(status)
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class,
            forked -> {
              assertThat(forked.heads()).containsExactlyInAnyOrderElementsOf(honest.heads());
              assertThat(forked.size()).isEqualTo(honest.size());
              assertThat(forked.repeated()).isEqualTo(repeated);
            });
  }

  @ParameterizedTest
  @EnumSource
  void verify_anyLineDoubled_showsInALinearLedgerAndIsCountedElsewhere(LedgerForm form) {
    for (int i = 0; i < form.sample.size(); i++) {
      for (int j = 0; j <= form.sample.size(); j++) {
        int from = i;
        int to = j;
        ChainStatus status =
            ByteLedgerCheck.of(form.sample.with(lines -> lines.add(to, lines.get(from))).bytes());
        if (form == LedgerForm.LINEAR) {
          assertThat(status).isInstanceOf(ChainStatus.Duplicated.class);
        } else {
          assertSameGraph(form, status, 1);
        }
      }
    }
  }

  /** A ledger cut off behind an entry is a shorter ledger; only an anchor tells. */
  @ParameterizedTest
  @EnumSource
  void verify_truncatedAnywhere_isTornOrAnHonestBeginning(LedgerForm form) {
    byte[] honest = form.sample.bytes();
    Set<Integer> whole = new HashSet<>();
    for (int lines = 1; lines < form.sample.size(); lines++) {
      int end = new SmallLedger(form.sample.entries().subList(0, lines)).bytes().length;
      whole.addAll(List.of(end - 1, end));
    }
    whole.add(honest.length - 1);

    for (int length = 1; length < honest.length; length = next(length, honest)) {
      ChainStatus status = ByteLedgerCheck.of(Arrays.copyOf(honest, length));
      if (whole.contains(length)) {
        assertThat(status.isIntact()).as("length %d: %s", length, status).isTrue();
      } else {
        assertThat(status).as("length %d", length).isInstanceOf(ChainStatus.TornTail.class);
      }
      if (length < honest.length - 1) {
        assertLastHeadMissed(form, Arrays.copyOf(honest, length));
      }
    }
    assertThat(ByteLedgerCheck.of(new byte[0])).isInstanceOf(ChainStatus.Empty.class);
  }

  private static void assertLastHeadMissed(LedgerForm form, byte[] changed) {
    SmallLedger sample = form.sample;
    TreeHead last = sample.graph().treeHead(sample.hash(sample.size() - 1)).orElseThrow();
    Anchor whole = new Anchor.Entries("a note", Set.of(last.entry()), sample.size());
    assertThat(ByteLedgerCheck.of(changed, LedgerExpectation.NONE.and(whole)))
        .isInstanceOf(ChainStatus.Truncated.class);
  }

  /** Two histories in one file are two heads, never one line; npm's rule rejects them. */
  @ParameterizedTest
  @EnumSource
  void verify_twoLedgersInOneFile_areNeverOneLine(LedgerForm form) {
    SmallLedger other = SmallLedger.linear("other", 3);
    for (SmallLedger both :
        List.of(
            form.sample.with(lines -> lines.addAll(other.entries())),
            form.sample.with(lines -> lines.addAll(0, other.entries())))) {
      assertThat(ByteLedgerCheck.of(both.bytes()))
          .isInstanceOfSatisfying(
              ChainStatus.Forked.class,
              forked -> assertThat(forked.heads()).hasSize(form.heads.size() + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_failureReplacedByARehashedPass_breaksWhatFollows(LedgerForm form) {
    SmallLedger forged =
        form.sample.replace(
            1, failed -> AuditEntry.link(LedgerFacts.passing("forged"), failed.parents()));

    assertThat(ByteLedgerCheck.of(forged.bytes()))
        .isInstanceOfSatisfying(
            ChainStatus.BrokenLink.class, broken -> assertThat(broken.index()).isEqualTo(2));
  }

  /** Whoever replaces the last entry or everything must not hold the anchors too. */
  @ParameterizedTest
  @EnumSource
  void verify_headReplacedByARehashedEntry_contradictsAnAnchorAlone(LedgerForm form) {
    for (int head : form.heads) {
      byte[] forged =
          form.sample
              .replace(head, last -> AuditEntry.link(LedgerFacts.passing("forged"), last.parents()))
              .bytes();

      assertThat(ByteLedgerCheck.of(forged).isIntact()).isTrue();
      TreeHead honest = form.sample.graph().treeHead(form.sample.hash(head)).orElseThrow();
      for (Anchor anchor : anchors(honest)) {
        assertThat(ByteLedgerCheck.of(forged, LedgerExpectation.NONE.and(anchor)))
            .isInstanceOf(ChainStatus.Rewritten.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_entryReplayedUnderItsOldId_shows(LedgerForm form) {
    for (int at = 0; at < form.sample.size(); at++) {
      AuditEntry old = form.sample.entries().get(at);
      Sha256 head = form.sample.hash(form.sample.size() - 1);
      SmallLedger replayed =
          form.sample.with(lines -> lines.add(AuditEntry.link(old.json(), List.of(head))));

      assertThat(ByteLedgerCheck.of(replayed.bytes())).isInstanceOf(ChainStatus.DuplicateId.class);
    }
  }

  /** White space, line ends, blank lines, a byte order mark and key order (rule 11). */
  @Test
  void verify_spellingsThatReadAlike_areTolerated() {
    SmallLedger sample = LedgerForm.LINEAR.sample;
    String honest = new String(sample.bytes(), StandardCharsets.UTF_8);
    List<String> alike =
        List.of(
            honest.replace("\n", "\r\n"),
            honest.replace("\n", "\n\n \t\n"),
            "\ufeff" + honest,
            honest.replace("{\"schemaVersion\":\"1\",", "{ \"schemaVersion\" : \"1\" , "),
            new String(
                sample.with(LedgerMutationTest::reverseMembers).bytes(), StandardCharsets.UTF_8));

    assertThat(alike)
        .allSatisfy(
            text ->
                assertThat(ByteLedgerCheck.of(text.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(ByteLedgerCheck.of(sample.bytes())));
  }

  private static void reverseMembers(List<AuditEntry> entries) {
    entries.replaceAll(
        entry -> {
          List<String> names = new ArrayList<>(entry.json().members().keySet());
          Collections.reverse(names);
          Json.ObjectBuilder reversed = Json.object();
          names.forEach(name -> reversed.put(name, entry.json().find(name).orElseThrow()));
          return new AuditEntry(reversed.build());
        });
  }

  /** Other spellings of numbers and text, members twice and what is not UTF-8 (rule 11). */
  @Test
  void verify_spellingsThatHashAlikeAndNobodyWrites_areNonCanonical() {
    String honest = new String(LedgerForm.LINEAR.sample.bytes(), StandardCharsets.UTF_8);

    assertThat(
            Stream.of(
                honest.replaceFirst("\"exitCode\":0", "\"exitCode\":0.0"),
                honest.replaceFirst("\"durationMs\":12", "\"durationMs\":1.2e1"),
                honest.replaceFirst("\"mode\":\"referee\"", "\"mode\":\"\\\\u0072eferee\""),
                honest.replaceFirst("\"mode\"", "\"mode\":\"referee\",\"mode\""),
                honest.replaceFirst("\"mode\"", "\"m\\\\u006fde\"")))
        .allSatisfy(
            text ->
                assertThat(ByteLedgerCheck.of(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(ChainStatus.NonCanonical.class));
  }

  private static List<Sha256> hashes(LedgerForm form) {
    return form.heads.stream().map(form.sample::hash).toList();
  }
}
