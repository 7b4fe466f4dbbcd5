package dev.loopgen.cli.signing;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.TextFile;
import java.nio.file.Path;

/** Reads the keys and notes named on the command line. */
public final class NoteKeyFiles {

  private static final String SIGN_WITH = "--sign-with";
  private static final String CHECKPOINT_KEY = "--checkpoint-key";

  private NoteKeyFiles() {}

  /**
   * Reads a private key.
   *
   * @throws IllegalArgumentException if the file cannot be read; the message never repeats a key
   *     given in place of the file
   */
  public static NoteKeyPair pair(Path file) {
    KeyKind.requireFile(SIGN_WITH, file.toString());
    String text = TextFile.read(SIGN_WITH + ": the key", file);
    KeyKind.NOTE.require(SIGN_WITH, file, text);
    return NoteKeyPair.parse(text.strip());
  }

  /** Reads a verifier key from its text, or from the file that holds it. */
  public static NoteVerifier verifier(String textOrFile) {
    KeyKind.requireFile(CHECKPOINT_KEY, textOrFile);
    if (KeyKind.of(textOrFile) == KeyKind.VERIFIER) {
      return NoteVerifier.parse(textOrFile);
    }
    String text = TextFile.read(CHECKPOINT_KEY + ": the verifier key", Path.of(textOrFile));
    KeyKind.VERIFIER.require(CHECKPOINT_KEY, textOrFile, text);
    return NoteVerifier.parse(text.strip());
  }

  /**
   * Reads a note without verifying it.
   *
   * @throws IllegalArgumentException if the file cannot be read or is not a note
   */
  public static SignedNote note(Path file) {
    try {
      return SignedNote.parse(TextFile.read("checkpoint", file));
    } catch (AttestationException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a checkpoint.
   *
   * @throws RefusedException if the key did not sign it
   */
  public static Checkpoint open(Path file, SignedNote note, NoteVerifier key) {
    NoteCheck<Checkpoint> check = CheckpointNote.open(note, key);
    return check
        .verified()
        .map(VerifiedNote::content)
        .orElseThrow(() -> new RefusedException(file + ": " + check.describe()));
  }

  public static boolean isNote(String text) {
    try {
      SignedNote.parse(text);
      return true;
    } catch (AttestationException e) {
      return false;
    }
  }
}
