package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckpointNoteTest {

  private static final NoteKeyPair LOG = DeterministicKeys.key("log.example/main", 1);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("log.example/main", 1, MerkleTree.leafHash(new byte[0]));

  @Test
  void open_signedCheckpoint_isThatCheckpoint() {
    SignedNote note = CheckpointNote.sign(CHECKPOINT, LOG.signer());

    NoteCheck<Checkpoint> check =
        CheckpointNote.open(SignedNote.parse(note.format()), LOG.verifier());

    assertThat(check.verified().orElseThrow().content()).isEqualTo(CHECKPOINT);
    assertThat(check.verified().orElseThrow().signers()).containsExactly(LOG.verifier());
    assertThat(note.format()).startsWith(CHECKPOINT.text() + "\n\u2014 log.example/main ");
  }

  @Test
  void open_extensionLines_arePartOfWhatWasSigned() {
    Checkpoint extended =
        new Checkpoint("log.example/main", 0, MerkleTree.EMPTY_ROOT, List.of("more"));
    String note = CheckpointNote.sign(extended, LOG.signer()).format();

    assertThat(open(note).verified().orElseThrow().content()).isEqualTo(extended);
    assertThat(open(note.replace("more\n", "")).verified()).isEmpty();
  }

  @Test
  void sign_keyOfAnotherName_isRefused() {
    NoteSigner other = DeterministicKeys.key("log.example/other", 1).signer();

    assertThatThrownBy(() -> CheckpointNote.sign(CHECKPOINT, other))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("log.example/main")
        .hasMessageContaining("log.example/other");
  }

  @Test
  void open_signedByAnotherKeyOfTheName_isRefused() {
    SignedNote note =
        CheckpointNote.sign(CHECKPOINT, DeterministicKeys.key("log.example/main", 2).signer());

    assertThat(CheckpointNote.open(note, LOG.verifier()).verified()).isEmpty();
  }

  @Test
  void open_originOfAnotherLogSignedByTheKey_isRefusedUnlessItIsTheExpectedOne() {
    Checkpoint foreign = new Checkpoint("elsewhere", 1, CHECKPOINT.root());
    SignedNote note = SignedNote.sign(foreign.text(), List.of(LOG.signer()));

    assertThat(CheckpointNote.open(note, LOG.verifier()).describe())
        .isEqualTo(
            "The checkpoint belongs to the log elsewhere, but one of log.example/main is needed.");
    assertThat(CheckpointNote.open(note, LOG.verifier()).verified()).isEmpty();
    assertThat(CheckpointNote.open(note, "elsewhere", LOG.verifier()).verified()).isPresent();
  }

  @Test
  void open_signedTextThatIsNoCheckpoint_isRefused() {
    SignedNote note = SignedNote.sign("log.example/main\n1\n", List.of(LOG.signer()));

    assertThat(CheckpointNote.open(note, LOG.verifier()).verified()).isEmpty();
    assertThat(CheckpointNote.open(note, LOG.verifier()).describe())
        .startsWith("The note is signed, but it is not a checkpoint.");
  }

  private static NoteCheck<Checkpoint> open(String note) {
    return CheckpointNote.open(SignedNote.parse(note), LOG.verifier());
  }
}
