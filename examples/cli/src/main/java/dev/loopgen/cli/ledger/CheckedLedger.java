package dev.loopgen.cli.ledger;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.LedgerReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * A checked ledger of a project, and what it was compared with.
 *
 * @param status the result
 * @param history whether it was compared with the git history
 * @param versions the number of committed versions that it was compared with
 * @param checkpoints the number of signed checkpoints that it was compared with
 */
public record CheckedLedger(ChainStatus status, History history, int versions, int checkpoints) {

  /** Whether the git history was compared. */
  enum History {
    /** Every committed version that HEAD descends from was compared. */
    COMPARED(""),
    /** There is no git history. */
    NONE("; the project is in no git repository"),
    /** The caller left it out. */
    LEFT_OUT("; the git history was left out");

    private final String remark;

    History(String remark) {
      this.remark = remark;
    }
  }

  /** Verifies a ledger against its git history, if there is one, and checkpoints. */
  public static CheckedLedger of(Path project, List<Anchor.Signed> checkpoints) {
    return of(project, Loopgen.ledger(project), checkpoints);
  }

  /** Verifies a ledger against the git history of a project, if there is one, and checkpoints. */
  public static CheckedLedger of(
      Path project, AuditLedger ledger, List<Anchor.Signed> checkpoints) {
    return Loopgen.isInRepository(project)
        ? check(ledger, History.COMPARED, Loopgen.expectation(project), checkpoints)
        : check(ledger, History.NONE, LedgerExpectation.NONE, checkpoints);
  }

  /** Verifies a ledger only against checkpoints. */
  public static CheckedLedger withoutHistory(AuditLedger ledger, List<Anchor.Signed> checkpoints) {
    return check(ledger, History.LEFT_OUT, LedgerExpectation.NONE, checkpoints);
  }

  private static CheckedLedger check(
      AuditLedger ledger,
      History history,
      LedgerExpectation known,
      List<Anchor.Signed> checkpoints) {
    ChainStatus status = ledger.verify(known.andAll(checkpoints));
    return new CheckedLedger(status, history, known.anchors().size(), checkpoints.size());
  }

  /** Returns the exit code: damage is a refusal, nothing to check is an error. */
  public int exitCode() {
    if (status.isIntact()) {
      return ExitCode.PASS;
    }
    return status.isWithoutEntries() ? ExitCode.ERROR : ExitCode.REFUSED;
  }

  /**
   * Returns the only head of an intact ledger.
   *
   * @throws RefusedException if the ledger is damaged or has several heads
   * @throws IllegalArgumentException if there is nothing to check
   */
  public TreeHead onlyHead() {
    requireIntact();
    if (status.heads().size() > 1) {
      throw new RefusedException(
          status.describe() + " A checkpoint needs a single head, so run a loop first.");
    }
    return status.heads().get(0);
  }

  /**
   * Does nothing for an intact ledger.
   *
   * @throws RefusedException if the ledger is damaged
   * @throws IllegalArgumentException if there is nothing to check
   */
  public void requireIntact() {
    if (exitCode() == ExitCode.ERROR) {
      throw new IllegalArgumentException(status.describe());
    }
    if (!status.isIntact()) {
      throw new RefusedException(status.describe());
    }
  }

  /** Prints the status, in one line. */
  public void printStatus(PrintWriter out, Colours colours) {
    boolean intact = status.isIntact();
    out.println(colours.verdict(intact, intact ? "INTACT" : "NOT INTACT") + " " + escaped(status));
  }

  public void print(PrintWriter out, Colours colours) {
    printStatus(out, colours);
    if (status.isIntact()) {
      out.println("  size: " + report().size());
    }
    if (status instanceof ChainStatus.Truncated || status instanceof ChainStatus.Rewritten) {
      out.println("  to restore entries from git: loopgen ledger merge --history");
    } else if (status instanceof ChainStatus.Malformed
        || status instanceof ChainStatus.Reordered
        || status instanceof ChainStatus.Duplicated) {
      out.println("  to repair a merged ledger: loopgen ledger merge");
    }
    String end = System.lineSeparator();
    for (TreeHead head : status.heads()) {
      // A println would flush, and there may be many thousands of heads.
      out.print("  head: " + head.entry() + end);
      out.print("    checkpoint: " + head.size() + " " + head.root().base64() + end);
    }
    out.println(
        "  compared with "
            + Plural.of(versions, "committed version")
            + ", "
            + Plural.of(checkpoints, "checkpoint")
            + history.remark);
  }

  private static String escaped(ChainStatus status) {
    return Console.escape(status.describe());
  }

  /** Returns what programs read. */
  public Json.Obj json() {
    return report().json();
  }

  private LedgerReport report() {
    return new LedgerReport(status, history == History.COMPARED, versions, checkpoints);
  }
}
