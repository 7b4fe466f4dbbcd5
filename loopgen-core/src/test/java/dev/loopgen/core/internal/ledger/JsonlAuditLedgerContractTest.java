package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.testkit.AuditLedgerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class JsonlAuditLedgerContractTest extends AuditLedgerContract {

  @Override
  protected AuditLedger open(Path directory) {
    return JsonlAuditLedger.at(directory.resolve("audit.jsonl"));
  }

  @Override
  protected void tamper(Path directory, int index, Json.@Nullable Obj replacement)
      throws IOException {
    Path file = directory.resolve("audit.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    if (replacement == null) {
      lines.remove(index);
    } else {
      lines.set(index, replacement.text());
    }
    Files.write(file, lines);
  }
}
