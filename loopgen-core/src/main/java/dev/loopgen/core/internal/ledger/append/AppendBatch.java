package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.verify.EntryGraphReader;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries linked one after another; the parents of the first are all current heads. */
public final class AppendBatch {

  private final List<LedgerHead> before;
  private final EntryGraphReader graph;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<Line> added = new ArrayList<>();
  private final List<Runnable> outcomes = new ArrayList<>();
  private Optional<String> lastId;
  private @Nullable LedgerHead last;

  /**
   * A line of the batch.
   *
   * @param hash the hash of its entry
   * @param end the index after it in the text of the batch
   */
  public record Line(String entryId, Sha256 hash, int end) {}

  /**
   * Starts a batch.
   *
   * @param terminated whether the ledger ends with a line feed
   * @param graph reads the ledger's graph, needed only to join several heads
   */
  public AppendBatch(LedgerState state, boolean terminated, EntryGraphReader graph) {
    this.graph = graph;
    before = state.heads();
    lastId = state.lastId();
    if (!terminated) {
      lines.write('\n');
    }
  }

  /** Links an entry to those before it, or refuses it. */
  public void add(PendingAppend pending) throws IOException {
    if (lastId.filter(pending.entryId()::equals).isPresent()) {
      String why = "the ledger already has an entry " + pending.entryId();
      outcomes.add(() -> pending.refuse(why));
      return;
    }
    LedgerHead linked = last == null ? first(pending) : next(pending, last);
    added.add(new Line(pending.entryId(), linked.entry(), lines.size()));
    last = linked;
    lastId = Optional.of(pending.entryId());
  }

  private LedgerHead first(PendingAppend pending) throws IOException {
    if (before.size() == 1) {
      LedgerHead head = before.get(0);
      return next(pending, new LedgerHead(head.entry(), head.tree().copy()));
    }
    List<Sha256> parents = before.stream().map(LedgerHead::entry).toList();
    AuditEntry entry = AuditEntry.link(pending.facts(), parents);
    lines.writeBytes((entry.json().text() + "\n").getBytes(StandardCharsets.UTF_8));
    outcomes.add(() -> pending.succeed(() -> entry));
    Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
    EntryGraph.Builder joined = parents.isEmpty() ? new EntryGraph.Builder() : graph.read();
    joined.add(hash, parents);
    return new LedgerHead(hash, EntryGraphReader.tree(joined.build(), hash));
  }

  /** Links an entry to its only parent and takes over the parent's tree. */
  private LedgerHead next(PendingAppend pending, LedgerHead parent) {
    UnlinkedEntry template = pending.template();
    Sha256 hash = template.link(parent.entry());
    lines.writeBytes(template.line());
    outcomes.add(() -> pending.succeed(() -> template.entry(parent.entry(), hash)));
    MerkleTree tree = parent.tree();
    tree.append(hash);
    return new LedgerHead(hash, tree);
  }

  /** Returns the text to append to the ledger; empty if no entry is added. */
  public ByteBuffer text() {
    return ByteBuffer.wrap(last == null ? new byte[0] : lines.toByteArray());
  }

  /** Returns the lines of the text, in order. */
  public List<Line> lines() {
    return List.copyOf(added);
  }

  public List<LedgerHead> heads() {
    return last == null ? before : List.of(last);
  }

  public Optional<String> lastId() {
    return lastId;
  }

  /** Completes every waiting append; called once the text is durable. */
  public void finish() {
    outcomes.forEach(Runnable::run);
  }
}
