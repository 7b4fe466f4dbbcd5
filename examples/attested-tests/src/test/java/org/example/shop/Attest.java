package org.example.shop;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Runs the loop and signs the run. Arguments: the project and a file for the private key, which must
 * be outside of it; without such a file, makes a key and writes its public half to reviewer.pem.
 */
final class Attest {

  private Attest() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]);
    Path key = Path.of(arguments[1]);
    if (Files.notExists(key)) {
      SigningKey fresh = SigningKey.generateEd25519(new SecureRandom());
      Files.writeString(key, fresh.privatePem());
      Files.writeString(project.resolve("reviewer.pem"), fresh.publicPem());
      return;
    }
    RunResult result =
        Loopgen.runner(project)
            .attestor(KeyAttestor.fromPem(key))
            .build()
            .run(RunRequest.of("check"));
    result.failures().forEach(failure -> System.err.println(failure.describe()));
    System.out.println(result.attestation().describe());
    System.exit(result.passed() && result.attestation().isSigned() ? 0 : 1);
  }
}
