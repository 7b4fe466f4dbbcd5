package dev.loopgen.core.internal.exec;

import dev.loopgen.api.verify.Verifier;
import dev.loopgen.testkit.ShellVerifierContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class ShellVerifierTest extends ShellVerifierContract {

  @Override
  protected Verifier verifier() {
    return ShellVerifier.create();
  }
}
