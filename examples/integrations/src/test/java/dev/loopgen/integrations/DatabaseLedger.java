package dev.loopgen.integrations;

import com.zaxxer.hikari.HikariDataSource;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.nio.file.Path;

/** The code of docs/ledger-jdbc.md. */
final class DatabaseLedger {

  private DatabaseLedger() {}

  static GateDecision judge(Path project, Trust trust) throws InterruptedException {
    // begin databaseLedger
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:postgresql://db.example.org/loopgen?sslmode=verify-full");
    pool.setUsername("shop_ci");
    pool.setPassword(System.getenv("LOOPGEN_LEDGER_PASSWORD"));

    AuditLedger ledger = JdbcAuditLedger.builder(pool, "acme/shop/main").build();
    Loopgen.runner(project).ledger(ledger).build().run(RunRequest.of("check"));
    GateDecision decision = Loopgen.gate(project).ledger(ledger).trust(trust).build().decide();
    // end databaseLedger
    return decision;
  }
}
