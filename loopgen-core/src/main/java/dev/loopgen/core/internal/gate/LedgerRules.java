package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import java.util.List;
import java.util.Set;

/** Requires the ledger to be intact and to belong to this repository. */
final class LedgerRules {

  private static final String RESTORE =
      "Restore the ledger of the base (git checkout BASE -- .loopgen/audit.jsonl), and run the loop"
          + " again.";

  private final FindingList findings;

  LedgerRules(FindingList findings) {
    this.findings = findings;
  }

  /**
   * Judges the ledger.
   *
   * @param graph the links between its entries, if it is intact
   * @param base the ledger at the base
   * @param canTell whether the identity of this repository is known
   * @return whether its runs can count
   */
  boolean judge(
      ChainStatus chain,
      LedgerExpectation expectation,
      EntryGraph graph,
      BaseLedger base,
      boolean canTell) {
    int versions = expectation.anchors().size();
    String lookedAt =
        "every entry and link of the ledger, its roots at the base, and "
            + versions
            + (versions == 1 ? " version" : " versions")
            + " of it in the history of HEAD or given";
    if (!chain.isIntact()) {
      findings.broken(
          GateRule.LEDGER, null, lookedAt, chain.describe(), "No run counts until then.");
      return false;
    }
    List<Sha256> foreign = foreignRoots(graph, base.roots());
    if (!foreign.isEmpty()) {
      findings.broken(
          GateRule.LEDGER,
          null,
          lookedAt,
          "It also starts with entry "
              + foreign.get(0).hex()
              + ", which is not a root of the base's ledger: another ledger was added.",
          RESTORE);
      return false;
    }
    if (!canTell) {
      findings.undecided(
          GateRule.LEDGER,
          null,
          lookedAt,
          "The clone is shallow and the base has no ledger that says which repository this is, so"
              + " runs of another one cannot be told apart.",
          "Fetch the history: git fetch --unshallow.");
    } else {
      findings.met(GateRule.LEDGER, null, lookedAt, chain.describe());
    }
    return true;
  }

  private static List<Sha256> foreignRoots(EntryGraph graph, Set<Sha256> known) {
    return known.isEmpty()
        ? List.of()
        : graph.roots().filter(root -> !known.contains(root)).toList();
  }
}
