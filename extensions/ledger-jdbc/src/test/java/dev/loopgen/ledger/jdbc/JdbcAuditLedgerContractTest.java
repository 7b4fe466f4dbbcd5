package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.testkit.AuditLedgerContract;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

final class JdbcAuditLedgerContractTest extends AuditLedgerContract {

  private static final TestDatabase DATABASE = TestDatabase.shared();

  @Override
  protected AuditLedger open(Path directory) {
    return DATABASE.ledger(name(directory));
  }

  @Override
  protected void tamper(Path directory, int index, Json.@Nullable Obj replacement)
      throws SQLException {
    LedgerTampering.replace(DATABASE, name(directory), index, replacement);
  }

  private static String name(Path directory) {
    return "test" + directory;
  }
}
