package org.example.app;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Judges the change in a directory, signs the run with a new key, and verifies that. */
public final class App {

  private App() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path project = Path.of(arguments[0]);
    SigningKey key = SigningKey.generateEd25519(new SecureRandom());
    LoopSpec spec = LoopSpec.builder("check").command("git --version").build();
    RunResult result =
        Loopgen.runner(project)
            .attestor(new KeyAttestor(key))
            .build()
            .run(RunRequest.builder().spec(spec).build());
    Check<?> check =
        Loopgen.attestations(project)
            .verify(
                result.entry().orElseThrow(),
                KeyAttestationVerifier.create(),
                new ExpectedIdentity.Key(key.publicKey()));
    System.out.println(
        String.join(
            " ",
            Loopgen.version(),
            check.provesPass() ? "attested" : check.describe(),
            String.valueOf(App.class.getModule().getName())));
  }
}
