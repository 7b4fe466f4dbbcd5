package dev.loopgen.quickstart;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Judges four changes to a small real repository and shows the resulting ledger. */
public final class Quickstart {

  private static final String SPEC = ".loopgen/loopgen.loop.yaml";

  private final Shop shop;
  private final LoopRunner runner;
  private final PrintStream out;

  private Quickstart(Shop shop, PrintStream out) {
    this.shop = shop;
    this.runner = Loopgen.runner(shop.directory()).build();
    this.out = out;
  }

  /**
   * Shows the main job.
   *
   * @param arguments ignored
   * @throws IOException if the scratch directory cannot be written
   * @throws InterruptedException if a run is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    show(Files.createTempDirectory("loopgen-quickstart"), out);
  }

  static void show(Path scratch, PrintStream out) throws IOException, InterruptedException {
    Shop shop = Shop.create(scratch);
    out.println("A repository with a test and a loop spec: " + shop.directory());
    Quickstart quickstart = new Quickstart(shop, out);

    shop.write("total.sh", "echo $(($1 - $2))\n");
    quickstart.judge("The agent breaks the code");

    shop.write("total.sh", "a=$1; b=$2\necho $((a + b))\n");
    quickstart.judge("The agent repairs it");

    shop.write("secrets/token", "mine now\n");
    quickstart.judge("The agent touches a secret");
    shop.restore("secrets/token");

    shop.write(SPEC, shop.read(SPEC).replace("sh test.sh", "echo fine"));
    quickstart.judge("The agent makes the check easier");
    shop.restore(SPEC);

    quickstart.list(Loopgen.ledger(shop.directory()));
  }

  private void judge(String story) throws InterruptedException {
    RunResult result = runner.run(RunRequest.of("test-repair"));

    out.println();
    out.println((result.passed() ? "PASSED   " : "REFUSED  ") + story);
    for (Failure failure : result.failures()) {
      out.println("         " + failure.describe());
    }
  }

  private void list(AuditLedger ledger) {
    out.println();
    out.println("The ledger " + shop.directory().relativize(ledgerFile()) + ":");
    try (Stream<AuditEntry> entries = ledger.entries()) {
      entries.forEach(this::list);
    }
    out.println("  " + ledger.verify().describe());
  }

  private void list(AuditEntry entry) {
    out.println(
        "  "
            + entry.hash().orElseThrow().substring(0, 12)
            + "  after "
            + entry.prevHash().map(hash -> hash.substring(0, 12)).orElse("nothing     ")
            + "  "
            + (entry.passed() ? "passed" : "refused"));
  }

  private Path ledgerFile() {
    return shop.directory().resolve(".loopgen").resolve("audit.jsonl");
  }
}
