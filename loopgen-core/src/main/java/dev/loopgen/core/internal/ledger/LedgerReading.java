package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.core.internal.ledger.append.LedgerState;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.LedgerContent;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import dev.loopgen.core.internal.ledger.verify.LedgerSurvey;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pass over a ledger.
 *
 * @param status the result of the verification
 * @param graphs supplies the entry graph; complete if the ledger can grow
 * @param heads the entries without descendants, with trees that can take the next entry; empty if
 *     only the graph is known
 * @param content fingerprints of the bytes, or null if they cannot be compared
 * @param state what the next append needs to know, or null if unknown
 */
public record LedgerReading(
    ChainStatus status,
    Supplier<EntryGraph> graphs,
    List<LedgerHead> heads,
    @Nullable LedgerContent content,
    @Nullable LedgerState state) {

  public LedgerReading {
    heads = List.copyOf(heads);
  }

  /** Returns the entry graph; complete if the ledger can grow. */
  public EntryGraph graph() {
    return graphs.get();
  }

  /** Tells whether a ledger has the bytes that were read; false if that cannot be told. */
  public boolean isOf(LedgerBytes.Opener source) {
    try {
      return content != null && content.isContentOf(source);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the hashes of the heads. */
  Set<Sha256> headHashes() {
    return heads.isEmpty()
        ? graph().heads().collect(Collectors.toSet())
        : heads.stream().map(LedgerHead::entry).collect(Collectors.toSet());
  }

  /** Returns the number of entries in the largest tree. */
  long size() {
    return heads.isEmpty()
        ? graph().size()
        : heads.stream().mapToLong(head -> head.tree().size()).max().orElseThrow();
  }

  public static LedgerReading of(ChainStatus status, EntryGraph graph) {
    return new LedgerReading(status, () -> graph, List.of(), null, null);
  }

  public static LedgerReading of(LedgerSurvey survey) {
    ChainStatus status = survey.verification().status();
    if (!status.canGrow()) {
      return of(status, new EntryGraph.Builder().build());
    }
    List<LedgerHead> heads = survey.verification().heads();
    return new LedgerReading(
        status,
        survey.graph(),
        heads,
        survey.content(),
        new LedgerState(survey.content().size(), heads, survey.verification().lastId()));
  }
}
