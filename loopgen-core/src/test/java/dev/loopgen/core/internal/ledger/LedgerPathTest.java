package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerPathTest {

  @TempDir private Path directory;

  @Test
  void append_throughTwoPathsToOneProject_keepsOneChain() throws Exception {
    Path project = Files.createDirectory(directory.resolve("project"));
    Path alias = Files.createSymbolicLink(directory.resolve("alias"), project);
    List<JsonlAuditLedger> ways = List.of(ledgerOf(project), ledgerOf(alias));
    List<Callable<Object>> appends = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      JsonlAuditLedger way = ways.get(n % 2);
      String id = "run-" + n;
      appends.add(() -> way.append(LedgerFacts.passing(id)));
    }

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Object> append : threads.invokeAll(appends)) {
        append.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(ledgerOf(project).entries()).hasSize(100);
    assertThat(ledgerOf(alias).verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  private static JsonlAuditLedger ledgerOf(Path project) {
    return JsonlAuditLedger.at(project.resolve(".loopgen").resolve("audit.jsonl"));
  }
}
