package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.RecordingVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code docs/embedding.md} shows. */
@Tag("slow")
final class SnippetsTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @TempDir private Path scratch;
  private Shop shop;
  private Snippets snippets;

  @BeforeEach
  void openTheShop() throws IOException {
    shop = Shop.create(scratch);
    snippets =
        new Snippets(shop.directory(), new PrintStream(screen, true, StandardCharsets.UTF_8));
  }

  @Test
  void runAndGate_goodChange_passesAndIsAccepted() throws Exception {
    shop.write("total.sh", "a=$1; b=$2\necho $((a + b))\n");

    RunResult result = snippets.runner(System.getenv(), "main").run(snippets.request());

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
    assertThat(result.entry()).isPresent();
    assertThat(snippets.gate("main").accepted()).isTrue();
    snippets.policy(
        "main",
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic(),
        (bundle, entry, expectation) -> new Check.Rejected<>("It is none."));
    assertThat(screen()).contains("MET passing-run", "BROKEN trust: No bundle vouches for it");
    snippets.ledger();
    assertThat(screen()).contains("VERIFY", "exited with code 0", "1 entry is intact", " passed");
  }

  @Test
  void governance_ofTheShop_writesAPage() throws Exception {
    Loopgen.runner(shop.directory()).build().run(snippets.request());
    Path page = scratch.resolve("report.html");

    assertThat(Snippets.governance(shop.directory(), page)).isTrue();

    assertThat(page).content().contains("Governance report");
  }

  @Test
  void read_badChange_tellsWhatTheCommandSaidAndWhatIsForbidden() throws Exception {
    shop.write("total.sh", "echo 0\n");
    shop.write("secrets/token", "mine\n");

    snippets.run(Loopgen.runner(scratch).build(), snippets.inCode());

    assertThat(screen()).contains("19 + 23 gave 0", "hands off secrets/token");
    assertThat(Loopgen.ledger(scratch).entries()).isEmpty();
  }

  @Test
  void run_noSuchLoop_isASentence() throws Exception {
    snippets.run(Loopgen.runner(scratch).build(), RunRequest.of("nothing"));

    assertThat(screen()).startsWith("Fix the spec: ").contains("nothing").hasLineCount(1);
  }

  @Test
  void cancel_running_endsTheRunWithoutAnEntry() throws Exception {
    shop.write("test.sh", "sleep 60\n");
    CountDownLatch started = new CountDownLatch(1);
    RunListener listener =
        new RunListener() {
          @Override
          public void started(int index, String command) {
            started.countDown();
          }
        };

    snippets.cancel(Loopgen.runner(scratch).listener(listener).build(), started);

    assertThat(screen()).contains("The run was cancelled. It left no ledger entry.");
    assertThat(Loopgen.ledger(scratch).entries()).isEmpty();
  }

  @Test
  void verifier_prepared_passesTheCommandsOn() throws Exception {
    RecordingVerifier recording = new RecordingVerifier();
    LoopRunner runner =
        Loopgen.runner(scratch).verifier(new Snippets.Prepared(recording, "true")).build();

    VerificationResult result = runner.run(RunRequest.of("test-repair")).verification();

    assertThat(result.passed()).isTrue();
    assertThat(recording.requests())
        .extracting(VerificationRequest::commands)
        .containsExactly(List.of("true && sh test.sh"));
  }

  private String screen() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
