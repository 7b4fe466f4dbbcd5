package dev.loopgen.core.internal.rules;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.GitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commits at which the ledger records that a loop passed. */
public final class VerifiedCommits {

  private VerifiedCommits() {}

  /** Returns them newest first; for a request that names no loop, those of any loop. */
  public static List<GitId> of(List<AuditEntry> history, RunRequest request) {
    return of(history, request.loop().or(() -> request.spec().map(LoopSpec::id)));
  }

  /** Returns them newest first. */
  public static List<GitId> of(List<AuditEntry> history, Optional<String> loopId) {
    List<GitId> commits = new ArrayList<>();
    for (int i = history.size() - 1; i >= 0; i--) {
      AuditEntry entry = history.get(i);
      boolean wanted = loopId.isEmpty() || entry.loopId().equals(loopId);
      if (wanted && entry.isConsistentPass()) {
        entry
            .json()
            .object("git")
            .flatMap(git -> git.string("shaAfter"))
            .filter(sha -> sha.matches("[0-9a-f]{40}"))
            .map(GitId::of)
            .filter(id -> !commits.contains(id))
            .ifPresent(commits::add);
      }
    }
    return commits;
  }
}
