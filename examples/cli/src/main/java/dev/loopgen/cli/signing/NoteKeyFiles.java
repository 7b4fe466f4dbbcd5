package dev.loopgen.cli.signing;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

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
    return NoteKeyPair.parse(privateKey(file));
  }

  private static String privateKey(Path file) {
    KeyKind.requireFile(SIGN_WITH, file.toString());
    String text = TextFile.read(SIGN_WITH + ": the key", file);
    KeyKind.NOTE.require(SIGN_WITH, file, text);
    return text.strip();
  }

  /**
   * Reads the private key of a witness.
   *
   * @throws IllegalArgumentException if the file cannot be read, or others than its owner can read
   *     it; the message never repeats a key given in place of the file
   */
  public static WitnessKeyPair witness(Path file) {
    String key = privateKey(file);
    requireOwnerOnly(file);
    return WitnessKeyPair.parse(key);
  }

  private static void requireOwnerOnly(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      permissions.removeAll(
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      if (!permissions.isEmpty()) {
        throw new IllegalArgumentException(
            SIGN_WITH
                + ": others than its owner can read or write the key "
                + file
                + ". Set its mode to 0600, and generate a new key if others had access.");
      }
    } catch (UnsupportedOperationException noPosix) {
      return;
    } catch (IOException e) {
      throw new IllegalArgumentException(SIGN_WITH + ": " + file + " cannot be read.", e);
    }
  }

  /** Reads a verifier key from its text, or from the file that holds it. */
  public static NoteVerifier verifier(String textOrFile) {
    return verifier(CHECKPOINT_KEY, textOrFile);
  }

  /**
   * Reads a verifier key from its text, or from the file that holds it.
   *
   * @param option the option or parameter that names it
   */
  public static NoteVerifier verifier(String option, String textOrFile) {
    KeyKind.requireFile(option, textOrFile);
    if (KeyKind.of(textOrFile) == KeyKind.VERIFIER) {
      return NoteVerifier.parse(textOrFile);
    }
    String text = TextFile.read(option + ": the verifier key", Path.of(textOrFile));
    KeyKind.VERIFIER.require(option, textOrFile, text);
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
