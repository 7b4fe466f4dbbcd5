package org.example.linked;

import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SignedNote;
import java.security.SecureRandom;
import java.util.List;

/** Signs a note with a new key and opens it again. */
public final class Linked {

  private Linked() {}

  public static void main(String[] arguments) {
    NoteKeyPair key = NoteKeyPair.generate("example.org/linked", new SecureRandom());
    SignedNote note = SignedNote.sign("linked\n", List.of(key.signer()));
    System.out.print(note.open(key.verifier()).verified().orElseThrow().content());
  }
}
