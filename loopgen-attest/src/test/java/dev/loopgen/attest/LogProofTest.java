package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.InclusionProof;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class LogProofTest {

  private static final NoteKeyPair LOG = DeterministicKeys.key("log.example/main", 1);
  private static final int SIZE = 7;
  private static final List<Sha256> ENTRIES =
      IntStream.range(0, SIZE).mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i})).toList();

  @Test
  void verify_everyEntry_isInTheCheckpoint() {
    for (int index = 0; index < SIZE; index++) {
      LogProof proof = LogProof.parse(proof(index).format());

      for (int other = 0; other < SIZE; other++) {
        Sha256 leaf = MerkleTree.leafHash(ENTRIES.get(other));
        NoteCheck<Checkpoint> check = proof.verify(leaf, LOG.verifier());
        assertThat(check.verified().isPresent()).isEqualTo(index == other);
      }
    }
  }

  @Test
  void verify_entry_givesTheSignedCheckpoint() {
    VerifiedNote<Checkpoint> verified =
        proof(3).verify(leaf(3), LOG.verifier()).verified().orElseThrow();

    assertThat(verified.content()).isEqualTo(checkpoint());
    assertThat(verified.signers()).containsExactly(LOG.verifier());
  }

  @Test
  void verify_otherLogKeyOrOrigin_isRefused() {
    NoteVerifier other = DeterministicKeys.key("log.example/main", 2).verifier();

    assertThat(proof(3).verify(leaf(3), other).verified()).isEmpty();
    assertThat(proof(3).verify(leaf(3), "elsewhere", LOG.verifier()).verified()).isEmpty();
  }

  @Test
  void verify_entryNotInTheLog_saysSo() {
    assertThat(proof(3).verify(MerkleTree.EMPTY_ROOT, LOG.verifier()).describe())
        .startsWith("The proof does not lead from this entry to the root of the checkpoint of ");
  }

  @Test
  void verify_anyFlippedBitOfTheText_isNeverVerified() {
    byte[] text = proof(3).format().getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * text.length; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(isVerified(new String(flipped, StandardCharsets.UTF_8)))
          .as("bit " + bit)
          .isFalse();
    }
  }

  @Test
  void format_proof_isThePublishedForm() {
    List<String> lines = proof(3).format().lines().toList();

    assertThat(lines.subList(0, 2)).containsExactly("c2sp.org/tlog-proof@v1", "index 3");
    assertThat(lines.subList(2, 5))
        .isEqualTo(proof(3).path().stream().map(Sha256::base64).toList());
    assertThat(lines.subList(5, 8)).containsExactly("", "log.example/main", "7");
  }

  @Test
  void parse_extraData_isKeptAndChangesNoVerdict() {
    LogProof plain = proof(3);
    LogProof extra = new LogProof(plain.index(), plain.path(), plain.checkpoint(), "YWJj");

    assertThat(extra.format()).startsWith("c2sp.org/tlog-proof@v1\nextra YWJj\nindex 3\n");
    assertThat(LogProof.parse(extra.format())).isEqualTo(extra).isNotEqualTo(plain);
    assertThat(extra.verify(leaf(3), LOG.verifier()).verified()).isPresent();
  }

  @Test
  void parse_onlyEntryOfALog_hasNoPath() {
    MerkleTree tree = MerkleTree.empty();
    tree.append(ENTRIES.get(0));
    SignedNote note =
        CheckpointNote.sign(new Checkpoint("log.example/main", 1, tree.root()), LOG.signer());
    LogProof proof = new LogProof(0, List.of(), note, "");

    assertThat(LogProof.parse(proof.format())).isEqualTo(proof);
    assertThat(proof.verify(leaf(0), LOG.verifier()).verified()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c2sp.org/tlog-proof@v2\nindex 3",
        "c2sp.org/tlog-proof@v1",
        " c2sp.org/tlog-proof@v1\nindex 3",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v1\nindex",
        "c2sp.org/tlog-proof@v1\nindex ",
        "c2sp.org/tlog-proof@v1\nindex 03",
        "c2sp.org/tlog-proof@v1\nindex +3",
        "c2sp.org/tlog-proof@v1\nindex -3",
        "c2sp.org/tlog-proof@v1\nindex 3 ",
        "c2sp.org/tlog-proof@v1\nindex  3",
        "c2sp.org/tlog-proof@v1\nindex \u0663",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808",
        "c2sp.org/tlog-proof@v1\nIndex 3",
        "c2sp.org/tlog-proof@v1\r\nindex 3",
        "c2sp.org/tlog-proof@v1\nindex 3\nextra YWJj",
        "c2sp.org/tlog-proof@v1\nextra \nindex 3",
        "c2sp.org/tlog-proof@v1\nextra\nindex 3",
        "c2sp.org/tlog-proof@v1\nextra YWJ\nindex 3",
        "c2sp.org/tlog-proof@v1\nextra YWJj\nextra YWJj\nindex 3",
        "c2sp.org/tlog-proof@v1\nindex 3\nAAAA",
        "c2sp.org/tlog-proof@v1\nindex 3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV="
      })
  void parse_otherHead_isRefused(String head) {
    String note = proof(3).checkpoint().format();

    assertThatThrownBy(() -> LogProof.parse(head + "\n\n" + note))
        .isInstanceOf(AttestationException.class)
        .hasMessageStartingWith("The proof is not valid: ");
  }

  @Test
  void parse_withoutACheckpoint_isRefused() {
    String head = "c2sp.org/tlog-proof@v1\nindex 3\n";

    assertThatThrownBy(() -> LogProof.parse(head)).isInstanceOf(AttestationException.class);
    assertThatThrownBy(() -> LogProof.parse(head + "\n")).isInstanceOf(AttestationException.class);
    assertThatThrownBy(() -> LogProof.parse(head + "\n" + checkpoint().text()))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void constructor_partsThatFitNoTree_areRefused() {
    SignedNote note = proof(3).checkpoint();
    List<Sha256> tooLong = Collections.nCopies(64, MerkleTree.EMPTY_ROOT);

    assertThatThrownBy(() -> new LogProof(-1, List.of(), note, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogProof(0, tooLong, note, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogProof(0, List.of(), note, "*"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LogProof proof(int index) {
    InclusionProof inclusion =
        InclusionProof.of(index, SIZE, ENTRIES.stream().map(MerkleTree::leafHash).iterator());
    return new LogProof(inclusion, CheckpointNote.sign(checkpoint(), LOG.signer()));
  }

  private static Checkpoint checkpoint() {
    MerkleTree tree = MerkleTree.empty();
    ENTRIES.forEach(tree::append);
    return new Checkpoint("log.example/main", SIZE, tree.root());
  }

  private static Sha256 leaf(int index) {
    return MerkleTree.leafHash(ENTRIES.get(index));
  }

  private static boolean isVerified(String text) {
    try {
      return LogProof.parse(text).verify(leaf(3), LOG.verifier()).verified().isPresent();
    } catch (AttestationException malformed) {
      return false;
    }
  }
}
