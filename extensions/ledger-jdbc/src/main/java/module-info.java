import org.jspecify.annotations.NullMarked;

/** Audit ledgers in a PostgreSQL database. */
@NullMarked
module dev.loopgen.ledger.jdbc {
  requires transitive dev.loopgen.api;
  requires transitive java.sql;
  requires static transitive org.jspecify;
  requires dev.loopgen.core;
  requires org.slf4j;

  exports dev.loopgen.ledger.jdbc;
}
