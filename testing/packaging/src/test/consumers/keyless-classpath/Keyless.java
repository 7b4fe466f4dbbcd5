import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.attest.sigstore.KeylessAttestor;
import dev.loopgen.attest.sigstore.SigningServices;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TokenSource;
import dev.loopgen.attest.sigstore.TrustedRoot;
import dev.loopgen.core.Loopgen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** An application on the class path, which has its run attested by the identity of its CI job. */
public final class Keyless {

  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    TrustedRoot root = TrustedRoot.read(Path.of(arguments[1]));
    SigningServices services =
        SigningServices.parse(Files.readAllBytes(Path.of(arguments[2])), Instant.now());
    TokenSource identity = TokenSource.ambient(System.getenv()).orElseThrow();
    RunResult result =
        Loopgen.runner(project)
            .attestor(KeylessAttestor.builder(identity, services, root).build())
            .build()
            .run(
                RunRequest.builder()
                    .spec(LoopSpec.builder("keyless").command("git --version").build())
                    .build());
    System.out.println(
        result.attestation().describe()
            + " "
            + isAttested(result, project, SigstoreVerifier.of(root))
            + " "
            + Keyless.class.getModule().getName());
  }

  private static boolean isAttested(RunResult result, Path project, AttestationVerifier verifier) {
    AuditEntry entry = result.entry().orElseThrow();
    LedgerPosition position =
        LedgerPosition.of(entry, EntryGraph.of(Loopgen.ledger(project))).orElseThrow();
    CiIdentity identity =
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build();
    return ((AttestationOutcome.Signed) result.attestation())
        .bundles().stream()
            .anyMatch(
                bundle ->
                    verifier
                        .verify(
                            bundle.bytes(),
                            entry,
                            new AttestationVerifier.Expectation(identity, position))
                        .provesPass());
  }
}
