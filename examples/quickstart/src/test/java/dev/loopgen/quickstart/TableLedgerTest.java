package dev.loopgen.quickstart;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.testkit.AuditLedgerContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

// begin ownLedgerTest
final class TableLedgerTest extends AuditLedgerContract {

  private static final Map<Path, List<AuditEntry>> TABLES = new ConcurrentHashMap<>();

  @Override
  protected AuditLedger open(Path directory) {
    return new Recipes.TableLedger(table(directory));
  }

  @Override
  protected void tamper(Path directory, int index, Json.@Nullable Obj replacement) {
    if (replacement == null) {
      table(directory).remove(index);
    } else {
      table(directory).set(index, new AuditEntry(replacement));
    }
  }

  private static List<AuditEntry> table(Path directory) {
    return TABLES.computeIfAbsent(directory, none -> new ArrayList<>());
  }
}
// end ownLedgerTest
