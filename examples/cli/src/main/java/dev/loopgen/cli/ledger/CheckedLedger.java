package dev.loopgen.cli.ledger;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.core.Loopgen;
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
    return Loopgen.isInRepository(project)
        ? check(project, History.COMPARED, Loopgen.expectation(project), checkpoints)
        : check(project, History.NONE, LedgerExpectation.NONE, checkpoints);
  }

  /** Verifies a ledger only against checkpoints. */
  public static CheckedLedger withoutHistory(Path project, List<Anchor.Signed> checkpoints) {
    return check(project, History.LEFT_OUT, LedgerExpectation.NONE, checkpoints);
  }

  private static CheckedLedger check(
      Path project, History history, LedgerExpectation known, List<Anchor.Signed> checkpoints) {
    ChainStatus status = Loopgen.ledger(project).verify(known.andAll(checkpoints));
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
      out.println("  size: " + size());
    }
    if (status instanceof ChainStatus.Truncated || status instanceof ChainStatus.Rewritten) {
      out.println("  to restore entries from git: loopgen ledger merge --history");
    } else if (status instanceof ChainStatus.Malformed
        || status instanceof ChainStatus.Reordered
        || status instanceof ChainStatus.Duplicated) {
      out.println("  to repair a merged ledger: loopgen ledger merge");
    }
    for (TreeHead head : status.heads()) {
      out.println("  head: " + head.entry());
      out.println("    checkpoint: " + head.size() + " " + head.root().base64());
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

  private long size() {
    return status instanceof ChainStatus.Forked forked
        ? forked.size()
        : status.heads().get(0).size();
  }

  public Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object()
            .put("intact", status.isIntact())
            .put("status", status.id())
            .put("description", status.describe())
            .put("heads", status.heads().stream().map(CheckedLedger::json).toList())
            .put(
                "comparedWith",
                Json.object()
                    .put("history", history == History.COMPARED)
                    .put("versions", versions)
                    .put("checkpoints", checkpoints)
                    .build());
    if (status.isIntact()) {
      json.put("size", size());
    }
    if (status.heads().size() == 1) {
      json.put("head", status.heads().get(0).entry().hex());
    }
    if (status instanceof ChainStatus.AtEntry at) {
      json.put("index", at.index()).put("line", at.line());
    }
    return json.build();
  }

  private static Json json(TreeHead head) {
    return Json.object()
        .put("entry", head.entry().hex())
        .put("size", head.size())
        .put("root", head.root().base64())
        .build();
  }
}
