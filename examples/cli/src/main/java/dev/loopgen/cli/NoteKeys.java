package dev.loopgen.cli;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads the keys and notes that are named on the command line. */
final class NoteKeys {

  /** What is a key by its looks is never a file name, so that no file can pose as the key. */
  private static final Pattern KEY = Pattern.compile("(PRIVATE\\+KEY\\+)?[^+]+\\+[0-9a-f]+\\+.*");

  private NoteKeys() {}

  /**
   * Reads a private key.
   *
   * @throws IllegalArgumentException if the file cannot be read; a key in place of the file is not
   *     repeated
   */
  static NoteKeyPair pair(Path file) {
    if (file.toString().startsWith("PRIVATE+KEY+")) {
      throw new IllegalArgumentException(
          "A private key stands where the file that holds it is needed. Command lines are seen and"
              + " kept by others, so make a new key.");
    }
    return NoteKeyPair.parse(TextFile.read("key", file).strip());
  }

  /** Reads a verifier key from its text, or from the file that holds it. */
  static NoteVerifier verifier(String textOrFile) {
    boolean isText = KEY.matcher(textOrFile).matches();
    return NoteVerifier.parse(
        isText ? textOrFile : TextFile.read("verifier key", Path.of(textOrFile)).strip());
  }

  /**
   * Reads a note, of which nothing is verified.
   *
   * @throws IllegalArgumentException if the file cannot be read or is no note
   */
  static SignedNote note(Path file) {
    try {
      return SignedNote.parse(TextFile.read("checkpoint", file));
    } catch (AttestationException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a checkpoint.
   *
   * @throws RefusedException if the key did not sign it as it is
   */
  static Checkpoint open(Path file, SignedNote note, NoteVerifier key) {
    NoteCheck<Checkpoint> check = CheckpointNote.open(note, key);
    return check
        .verified()
        .map(VerifiedNote::content)
        .orElseThrow(() -> new RefusedException(file + ": " + check.describe()));
  }

  static boolean isNote(String text) {
    try {
      SignedNote.parse(text);
      return true;
    } catch (AttestationException e) {
      return false;
    }
  }
}
