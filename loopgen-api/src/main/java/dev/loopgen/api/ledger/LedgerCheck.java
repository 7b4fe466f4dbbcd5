package dev.loopgen.api.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verifies a ledger: each entry, then the links, then the caller's expectation. */
final class LedgerCheck {

  private final LedgerExpectation expectation;
  private final EntryGraph.Builder builder = new EntryGraph.Builder();
  private final Map<String, Sha256> ids = new HashMap<>();
  private final Map<Sha256, Long> indexes = new HashMap<>();
  private List<Sha256> last = List.of();
  private long count;
  private long firstBreak = -1;
  private long firstRepetition = -1;
  private long repeated;
  private @Nullable ChainStatus defect;

  private LedgerCheck(LedgerExpectation expectation) {
    this.expectation = expectation;
  }

  /** Verifies a ledger; one that cannot be read to its end is unreadable. */
  static ChainStatus check(AuditLedger ledger, LedgerExpectation expectation) {
    LedgerCheck check = new LedgerCheck(expectation);
    try (Stream<AuditEntry> entries = ledger.entries()) {
      Iterator<AuditEntry> all = entries.iterator();
      while (check.defect == null && all.hasNext()) {
        check.add(all.next());
        check.count++;
      }
    } catch (LedgerException e) {
      return new ChainStatus.Unreadable(String.valueOf(e.getMessage()));
    }
    return check.conclude();
  }

  private void add(AuditEntry entry) {
    long line = count + 1;
    Optional<Sha256> hash = entry.hash().flatMap(Sha256::parse);
    Optional<Json> version = entry.json().find("schemaVersion");
    if (version.filter(Json.of(AuditEntry.SCHEMA_VERSION)::equals).isEmpty()) {
      String named = version.map(Json::canonical).orElse("none");
      defect = new ChainStatus.UnknownSchema(count, line, named);
    } else if (hash.isEmpty() || entry.entryId().isEmpty() || !hasReadableLinks(entry)) {
      defect = new ChainStatus.Malformed(count, line, "its id, hash or links are missing");
    } else if (!hash.get().hex().equals(entry.computedHash())) {
      defect = new ChainStatus.Edited(count, line);
    } else if (entry.json().bool("passed").orElse(false) && !entry.passed()) {
      String reason = "it says that it passed, and its commands or forbidden paths did not";
      defect = new ChainStatus.Inconsistent(count, line, reason);
    } else if (foreign(entry).isPresent()) {
      defect = new ChainStatus.Foreign(count, line, foreign(entry).get());
    } else {
      link(entry, entry.entryId().get(), hash.get());
    }
  }

  /**
   * Accepts no parent, one parent, or several distinct parents of which the first is {@code
   * prevHash}.
   */
  private static boolean hasReadableLinks(AuditEntry entry) {
    Optional<Sha256> previous = entry.prevHash().flatMap(Sha256::parse);
    if (entry.json().find("parents").isEmpty()) {
      return previous.isPresent()
          || entry.json().find("prevHash").filter(Json.NULL::equals).isPresent();
    }
    List<Sha256> parents = entry.parents();
    return parents.size() > 1
        && entry.json().array("parents").filter(all -> all.size() == parents.size()).isPresent()
        && Set.copyOf(parents).size() == parents.size()
        && previous.filter(parents.get(0)::equals).isPresent();
  }

  private Optional<String> foreign(AuditEntry entry) {
    Set<String> own = expectation.rootCommits();
    return entry
        .json()
        .object("judgement")
        .flatMap(judgement -> judgement.object("head"))
        .flatMap(head -> head.string("rootCommit"))
        .filter(root -> !own.isEmpty() && !own.contains(root));
  }

  private void link(AuditEntry entry, String id, Sha256 hash) {
    Sha256 sameId = ids.putIfAbsent(id, hash);
    if (hash.equals(sameId)) {
      firstRepetition = firstRepetition < 0 ? count : firstRepetition;
      repeated++;
    } else if (sameId != null) {
      defect = new ChainStatus.DuplicateId(count, count + 1, id);
      return;
    }
    if (firstBreak < 0 && !entry.parents().equals(last)) {
      firstBreak = count;
    }
    last = List.of(hash);
    indexes.putIfAbsent(hash, count);
    builder.add(entry);
  }

  private ChainStatus conclude() {
    EntryGraph graph = builder.build();
    Optional<ChainStatus> orphan = graph.orphans().findFirst().map(this::brokenLink);
    return Optional.ofNullable(defect)
        .or(() -> orphan)
        .or(() -> disorder(graph))
        .or(() -> contradiction(graph))
        .orElseGet(() -> intact(graph));
  }

  private ChainStatus brokenLink(Sha256 entry) {
    long index = indexes.getOrDefault(entry, 0L);
    return new ChainStatus.BrokenLink(index, index + 1);
  }

  /** Finds reordered or repeated entries of a linear ledger. */
  private Optional<ChainStatus> disorder(EntryGraph graph) {
    if (firstBreak < 0 || !graph.isLinear()) {
      return Optional.empty();
    }
    return Optional.of(
        firstRepetition < 0
            ? new ChainStatus.Reordered(firstBreak, firstBreak + 1)
            : new ChainStatus.Duplicated(firstRepetition, firstRepetition + 1));
  }

  private Optional<ChainStatus> contradiction(EntryGraph graph) {
    return expectation.anchors().stream()
        .filter(anchor -> !anchor.isMetBy(graph))
        .findFirst()
        .map(
            anchor ->
                graph.size() < anchor.size()
                    ? new ChainStatus.Truncated(anchor, graph.size())
                    : new ChainStatus.Rewritten(anchor));
  }

  private ChainStatus intact(EntryGraph graph) {
    List<TreeHead> heads = graph.heads().flatMap(head -> graph.treeHead(head).stream()).toList();
    if (heads.isEmpty()) {
      return new ChainStatus.Empty();
    }
    return firstBreak < 0
        ? new ChainStatus.Intact(heads.get(0))
        : new ChainStatus.Forked(heads, graph.size(), repeated);
  }
}
