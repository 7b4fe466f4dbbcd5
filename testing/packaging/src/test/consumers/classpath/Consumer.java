import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** An application on the class path. */
public final class Consumer {

  public static void main(String[] arguments) throws InterruptedException {
    LoopSpec spec = LoopSpec.builder("consumer").command("git --version").build();
    SigningKey signingKey = SigningKey.generateEd25519(new SecureRandom());
    Path project = Path.of(arguments[0]);
    RunResult result =
        Loopgen.runner(project)
            .attestor(new KeyAttestor(signingKey))
            .build()
            .run(RunRequest.builder().spec(spec).build());
    boolean attested = isAttested(result, Loopgen.ledger(project), signingKey);
    NoteKeyPair key = NoteKeyPair.generate("consumer", new SecureRandom());
    SignedNote note = SignedNote.sign((result.passed() && attested) + "\n", List.of(key.signer()));
    String signed = note.open(key.verifier()).verified().orElseThrow().content().strip();
    System.out.println(signed + " " + Consumer.class.getModule().getName());
  }

  private static boolean isAttested(RunResult result, AuditLedger ledger, SigningKey key) {
    AuditEntry entry = result.entry().orElseThrow();
    LedgerPosition position = LedgerPosition.of(entry, EntryGraph.of(ledger)).orElseThrow();
    AttestationVerifier.Expectation expectation =
        new AttestationVerifier.Expectation(new ExpectedIdentity.Key(key.publicKey()), position);
    AttestationVerifier verifier = KeyAttestationVerifier.create();
    return ((AttestationOutcome.Signed) result.attestation())
        .bundles().stream()
            .anyMatch(
                bundle -> verifier.verify(bundle.bytes(), entry, expectation).provesPass());
  }
}
