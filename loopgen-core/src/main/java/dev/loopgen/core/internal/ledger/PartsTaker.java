package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.chain.EntryTaker;
import dev.loopgen.core.internal.entry.EntryRules;
import dev.loopgen.core.internal.json.JsonSketch;
import dev.loopgen.core.internal.ledger.EntryParts.Place;
import dev.loopgen.core.internal.ledger.EntryParts.Sink;
import dev.loopgen.core.internal.scan.EntryScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of entries while a ledger is scanned, each thread those of its own lines, and hands
 * them on in the ledger's order.
 */
final class PartsTaker implements EntryTaker.Source {

  private final JsonSketch.Wanted wanted;
  private final Sink sink;
  private final Map<Long, List<Part>> waiting = new HashMap<>();
  private long next;
  private boolean handing;

  private record Part(AuditEntry entry, Place place) {}

  PartsTaker(JsonSketch.Wanted wanted, Sink sink) {
    this.wanted = wanted;
    this.sink = sink;
  }

  @Override
  public synchronized void restart() {
    waiting.clear();
    next = 0;
    sink.restart();
  }

  @Override
  public EntryTaker make() {
    return new Worker();
  }

  /** Hands on what is next; where another thread does, leaves it to that. */
  private void handOn(long chunk, List<Part> parts) {
    List<Part> turn = firstTurn(chunk, parts);
    while (turn != null) {
      turn.forEach(part -> sink.accept(part.entry(), part.place()));
      turn = nextTurn();
    }
  }

  private synchronized @Nullable List<Part> firstTurn(long chunk, List<Part> parts) {
    waiting.put(chunk, parts);
    return handing ? null : nextTurn();
  }

  private synchronized @Nullable List<Part> nextTurn() {
    List<Part> turn = waiting.remove(next);
    handing = turn != null;
    next += handing ? 1 : 0;
    return turn;
  }

  private final class Worker implements EntryTaker {

    private final JsonSketch sketch = new JsonSketch(wanted);
    private List<Part> parts = new ArrayList<>();
    private long chunk;
    private long position;
    private byte[] text = {};

    @Override
    public void begin(long number, long start, byte[] lines) {
      chunk = number;
      position = start;
      text = lines;
      parts = new ArrayList<>();
    }

    @Override
    public void sound(EntryScanner entry, int from, int to) {
      try {
        general(new AuditEntry(sketch.read(text, from)), from, to);
      } catch (InvalidJsonException unusual) {
        general(EntryRules.read(Arrays.copyOfRange(text, from, to)), from, to);
      }
    }

    @Override
    public void general(AuditEntry entry, int from, int to) {
      parts.add(new Part(entry, new Place(position + from, to - from)));
    }

    @Override
    public void end() {
      handOn(chunk, parts);
    }
  }
}
