package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final NoteKeyPair SHOP = DeterministicKeys.key("example.com/shop", 1);
  private static final NoteKeyPair OTHER = DeterministicKeys.key("example.com/other", 2);
  private static final List<WitnessKeyPair> W =
      List.of(
          DeterministicKeys.witness("witness.example/1", 11),
          DeterministicKeys.witness("witness.example/2", 12),
          DeterministicKeys.witness("witness.example/3", 13));
  private static final Checkpoint TREE =
      new Checkpoint("example.com/shop", 3, Sha256.hash("a".getBytes(StandardCharsets.UTF_8)));

  private static final String KEYS =
      "log %s\nwitness a %s\nwitness b %s http://127.0.0.1:1/x\nwitness c %s\n"
          .formatted(SHOP.verifierKey(), key(0), key(1), key(2));
  private static final String TWO_OF_THREE = KEYS + "group q 2 a b c\nquorum q\n";

  @Test
  void parse_exampleOfTheSpecification_isRead() {
    StringBuilder text = new StringBuilder("log " + SHOP.verifierKey() + "\n\n");
    for (int i = 1; i <= 6; i++) {
      text.append("witness ")
          .append(i <= 3 ? "X" + i : "Y" + (i - 3))
          .append(' ')
          .append(DeterministicKeys.witness("w" + i, 20 + i).verifierKey())
          .append('\n')
          .append(i == 3 ? "group X-witnesses 2 X1 X2 X3\n\n" : "");
    }
    text.append("group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\n");
    text.append("\t quorum  X-and-Y \n  # a comment\n");

    LogPolicy policy = LogPolicy.parse(text.toString());

    assertThat(policy.logs()).hasSize(1);
    assertThat(policy.witnesses()).extracting(LogPolicy.Witness::name).contains("X1", "Y3");
    assertThat(policy.hasIntersectingQuorums()).isTrue();
    assertThat(LogPolicy.parse("quorum none\n").hasIntersectingQuorums()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2 a b c, true",
    "1 a b c, false",
    "any a b c, false",
    "all a b c, true",
    "1 a, true",
    "1 a b, false",
    "2 a b, true"
  })
  void hasIntersectingQuorums_group_isMoreThanHalf(String group, boolean intersecting) {
    assertThat(LogPolicy.parse(KEYS + "group q " + group + "\nquorum q\n").hasIntersectingQuorums())
        .isEqualTo(intersecting);
  }

  @Test
  void hasIntersectingQuorums_groups_countsThoseThatCanBeSplit() {
    assertThat(
            LogPolicy.parse(KEYS + "group g 1 a b\ngroup q 2 g c\nquorum q\n")
                .hasIntersectingQuorums())
        .isTrue();
    assertThat(
            LogPolicy.parse(KEYS + "group g 1 a b\ngroup q 1 g c\nquorum q\n")
                .hasIntersectingQuorums())
        .isFalse();
    assertThat(
            LogPolicy.parse(KEYS + "group g 1 a b\ngroup q 1 g\nquorum q\n")
                .hasIntersectingQuorums())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quorum none",
        "quorum none\r\n",
        "quorum none\nquorum none\n",
        "quorum a\n",
        "witness none KEY0\nquorum none\n",
        "witness a KEY0\nwitness a KEY1\nquorum a\n",
        "witness a KEY0\nwitness b KEY0\nquorum a\n",
        "witness a LOG\nquorum a\n",
        "log KEY0\nquorum none\n",
        "log LOG\nlog LOG\nquorum none\n",
        "witness a KEY0\ngroup g 0 a\nquorum g\n",
        "witness a KEY0\ngroup g 2 a\nquorum g\n",
        "witness a KEY0\ngroup g 01 a\nquorum g\n",
        "witness a KEY0\ngroup g all\nquorum g\n",
        "witness a KEY0\ngroup g all a a\nquorum g\n",
        "witness a KEY0\ngroup g all b\nquorum g\n",
        "witness a KEY0\ngroup g all a\ngroup h all a\nquorum g\n",
        "witness a KEY0\ngroup g all none\nquorum g\n",
        "quorum g\nwitness g KEY0\n",
        "witness a KEY0 file:///tmp/x\nquorum a\n",
        "witness a KEY0 http://x/ more\nquorum a\n",
        "witnesses a KEY0\nquorum none\n",
        "quorum none\n\u0001\n"
      })
  void parse_anythingElse_isRefused(String text) {
    String policy =
        text.replace("KEY0", key(0)).replace("KEY1", key(1)).replace("LOG", SHOP.verifierKey());
    assertThatThrownBy(() -> LogPolicy.parse(policy))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("policy of logs and witnesses");
  }

  @Test
  void parse_octetsThatAreNotUtf8_areAllowedInComments() {
    byte[] text = ("# x\nquorum none\n").getBytes(StandardCharsets.ISO_8859_1);
    text[2] = (byte) 0xff;

    assertThat(LogPolicy.parse(text).witnesses()).isEmpty();
  }

  @Test
  void check_quorum_hasTheTimeOfItsOldestMember() {
    LogPolicy policy = LogPolicy.parse(TWO_OF_THREE);

    assertThat(check(policy, Map.of(0, hours(1), 1, hours(5), 2, hours(3))))
        .satisfies(
            found -> {
              assertThat(found.quorumAt()).contains(hours(3));
              assertThat(found.cosigners()).containsExactly("a", "b", "c");
            });
    assertThat(check(policy, Map.of(0, hours(1), 1, hours(5))).quorumAt()).contains(hours(5));
    assertThat(check(policy, Map.of(2, hours(1))).quorumAt()).isEmpty();
    assertThat(check(policy, Map.of()).cosigners()).isEmpty();
  }

  @Test
  void check_cosignatureOfTheFuture_doesNotCount() {
    LogPolicy policy = LogPolicy.parse(TWO_OF_THREE);
    Instant skewed = NOW.plus(LogPolicy.CLOCK_SKEW);

    assertThat(check(policy, Map.of(0, skewed, 1, NOW)).quorumAt()).contains(NOW);
    assertThat(check(policy, Map.of(0, skewed.plusSeconds(1), 1, NOW)).quorumAt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://witness.example", "witness.example", "", "http:x", "/a", "//host"})
  void withUrl_noAddressOfHttp_throws(String url) {
    LogPolicy policy = LogPolicy.parse(TWO_OF_THREE);

    assertThatThrownBy(() -> policy.withUrl("a", URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://");
  }

  @Test
  void check_cosignatureWithoutATime_doesNotCount() {
    NoteSigner timeless =
        new NoteSigner() {
          @Override
          public NoteKeyId keyId() {
            return W.get(0).verifier().keyId();
          }

          @Override
          public byte[] sign(byte[] text) {
            byte[] seed = new byte[Ed25519.KEY_LENGTH];
            Arrays.fill(seed, (byte) 11);
            byte[] signature =
                Ed25519.sign(Ed25519.privateKey(seed), CosignatureVerifier.message(0, text));
            return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(0)
                .put(signature)
                .array();
          }
        };
    SignedNote note =
        SignedNote.sign(
            TREE.text(),
            List.of(SHOP.signer(), timeless, W.get(1).signer(Clock.fixed(NOW, ZoneOffset.UTC))));
    assertThat(note.open(W.get(0).verifier()).verified()).isPresent();

    CosignedCheckpoint found =
        LogPolicy.parse(TWO_OF_THREE).check(note, NOW).verified().orElseThrow().content();

    assertThat(found.cosigners()).containsExactly("b");
    assertThat(found.quorumAt()).isEmpty();
  }

  @Test
  void isMetBy_oldQuorum_isStale() {
    CosignedCheckpoint found =
        check(LogPolicy.parse(TWO_OF_THREE), Map.of(0, hours(1), 1, hours(5)));

    assertThat(new WitnessQuorum(TWO_OF_THREE).isMetBy(found, NOW)).isTrue();
    assertThat(new WitnessQuorum(TWO_OF_THREE, Duration.ofHours(5)).isMetBy(found, NOW)).isTrue();
    assertThat(
            new WitnessQuorum(TWO_OF_THREE, Duration.ofHours(5).minusSeconds(1))
                .isMetBy(found, NOW))
        .isFalse();
  }

  @Test
  void check_forgedCosignature_refusesTheNote() {
    SignedNote note = note(Map.of(0, NOW));
    SignedNote elsewhere =
        SignedNote.sign(
            new Checkpoint("example.com/other", 3, TREE.root()).text(),
            List.of(OTHER.signer(), W.get(1).signer(Clock.fixed(NOW, ZoneOffset.UTC))));
    String replayed = elsewhere.format().lines().skip(5).findFirst().orElseThrow() + "\n";

    LogPolicy policy = LogPolicy.parse(TWO_OF_THREE);
    assertThat(policy.check(note, NOW).verified()).isPresent();
    assertThat(policy.check(SignedNote.parse(note.format() + replayed), NOW).describe())
        .contains("invalid signature")
        .contains("witness.example/2");
    assertThat(policy.check(elsewhere, NOW).verified()).isEmpty();
  }

  @Test
  void witnesses_file_opensTheLogsOfThePolicyAlone() {
    String other =
        CheckpointNote.sign(new Checkpoint("example.com/other", 3, TREE.root()), OTHER.signer())
            .format();
    byte[] file =
        (other + "\n" + note(Map.of(0, NOW, 1, NOW)).format()).getBytes(StandardCharsets.UTF_8);

    assertThat(CheckpointFiles.witnesses().open(file, new WitnessQuorum(TWO_OF_THREE), NOW))
        .singleElement()
        .satisfies(found -> assertThat(found.checkpoint()).isEqualTo(TREE));
    assertThatThrownBy(
            () ->
                CheckpointFiles.witnesses()
                    .open(
                        other.getBytes(StandardCharsets.UTF_8),
                        new WitnessQuorum(TWO_OF_THREE),
                        NOW))
        .isInstanceOf(AttestationException.class);
    for (String bad :
        List.of(KEYS + "quorum none\n", KEYS + "group q any a b\nquorum q\n", "x\n")) {
      assertThatThrownBy(() -> CheckpointFiles.witnesses().open(file, new WitnessQuorum(bad), NOW))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static CosignedCheckpoint check(LogPolicy policy, Map<Integer, Instant> cosignatures) {
    return policy.check(note(cosignatures), NOW).verified().orElseThrow().content();
  }

  private static SignedNote note(Map<Integer, Instant> cosignatures) {
    List<NoteSigner> signers = new ArrayList<>(List.of(SHOP.signer()));
    cosignatures.forEach(
        (witness, time) -> signers.add(W.get(witness).signer(Clock.fixed(time, ZoneOffset.UTC))));
    return SignedNote.sign(TREE.text(), signers);
  }

  private static Instant hours(int ago) {
    return NOW.minus(Duration.ofHours(ago));
  }

  private static String key(int witness) {
    return W.get(witness).verifierKey();
  }
}
