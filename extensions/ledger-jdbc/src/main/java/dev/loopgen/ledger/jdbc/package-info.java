/** Audit ledgers in a PostgreSQL database. */
@NullMarked
package dev.loopgen.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
