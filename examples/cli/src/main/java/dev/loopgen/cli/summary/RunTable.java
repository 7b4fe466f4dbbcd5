package dev.loopgen.cli.summary;

import dev.loopgen.api.governance.Governance;

/** A table of runs that is being printed. */
interface RunTable extends Governance.RowReceiver {

  /** Prints what is still to be printed. */
  void end();
}
