package dev.loopgen.report;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.TreeHead;
import java.util.Objects;

/**
 * Writes the result of checking a ledger for programs.
 *
 * @param status the result
 * @param history whether the ledger was compared with the git history
 * @param versions the number of committed versions that it was compared with
 * @param checkpoints the number of signed checkpoints that it was compared with
 */
public record LedgerReport(ChainStatus status, boolean history, int versions, int checkpoints) {

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public LedgerReport {
    Objects.requireNonNull(status, "status");
    if (versions < 0 || checkpoints < 0) {
      throw new IllegalArgumentException("a number of versions or checkpoints is negative");
    }
  }

  /**
   * Returns the number of entries of an intact ledger.
   *
   * @return the number; 0 unless the ledger is intact
   */
  public long size() {
    if (!status.isIntact()) {
      return 0;
    }
    return status instanceof ChainStatus.Forked forked
        ? forked.size()
        : status.heads().get(0).size();
  }

  /**
   * Writes the result.
   *
   * @return an object whose member {@code intact} is true only for an intact ledger with entries
   */
  public Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object()
            .put("intact", status.isIntact())
            .put("status", status.id())
            .put("description", status.describe())
            .put("heads", status.heads().stream().map(LedgerReport::json).toList())
            .put(
                "comparedWith",
                Json.object()
                    .put("history", history)
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
