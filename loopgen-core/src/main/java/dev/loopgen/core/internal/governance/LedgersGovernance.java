package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.core.internal.concurrent.WorkerGroup;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Reads ledgers in order: several small ones in parallel, or one large one with several threads.
 * The result does not depend on how the work is divided.
 */
public final class LedgersGovernance implements Governance {

  private static final int BATCH = 256;

  private final List<Consumer<LedgerFinder>> given;
  private final Settings terms;

  private LedgersGovernance(List<Consumer<LedgerFinder>> given, Settings terms) {
    this.given = given;
    this.terms = terms;
  }

  /**
   * How ledgers are summarized.
   *
   * @param range the runs that count
   * @param details the number of runs that are kept in detail
   * @param tierCheck verifies the trust tiers of runs
   * @param listener is told of the progress
   */
  public record Settings(
      TimeRange range, int details, Governance.TierCheck tierCheck, Governance.Listener listener) {}

  /** Creates a reader of the ledgers added so far. */
  public static Governance of(LedgerInputs given, Settings terms) {
    return new LedgersGovernance(given.all(), terms);
  }

  @Override
  public GovernanceSummary summarise() throws InterruptedException {
    List<LedgerSource> ledgers = find();
    LedgerFigures.ReadOptions manner = manner(ledgers);
    SummaryBuilder all = new SummaryBuilder(ledgers, manner);
    for (int from = 0; from < ledgers.size(); ) {
      int to = endOfBatch(ledgers, from);
      all.add(from, read(ledgers, from, to, manner));
      from = to;
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return all.summary();
  }

  @Override
  public GovernanceSummary export(Governance.RowReceiver receiver) throws InterruptedException {
    List<LedgerSource> ledgers = find();
    return new RowExport(ledgers, manner(ledgers), receiver).run();
  }

  private List<LedgerSource> find() {
    LedgerFinder finder = new LedgerFinder();
    given.forEach(source -> source.accept(finder));
    return finder.found();
  }

  private LedgerFigures.ReadOptions manner(List<LedgerSource> ledgers) {
    return new LedgerFigures.ReadOptions(
        terms.range,
        SipHash.random(),
        terms.tierCheck,
        terms.details,
        progress(ledgers.stream().mapToLong(LedgerSource::bytes).sum()));
  }

  private LongConsumer progress(long total) {
    AtomicLong done = new AtomicLong();
    return bytes -> terms.listener.read(done.addAndGet(bytes), total);
  }

  /** Returns the end index of a group: consecutive small ledgers, or one large one. */
  private static int endOfBatch(List<LedgerSource> ledgers, int from) {
    int to = from;
    while (to < ledgers.size() && to < from + BATCH && ledgers.get(to).isSmall()) {
      to++;
    }
    return Math.max(to, from + 1);
  }

  private static List<LedgerFigures> read(
      List<LedgerSource> ledgers, int from, int to, LedgerFigures.ReadOptions manner)
      throws InterruptedException {
    boolean many = ledgers.size() > 1;
    LedgerFigures[] figures = new LedgerFigures[to - from];
    AtomicInteger next = new AtomicInteger();
    WorkerGroup.Work work =
        () -> {
          for (int i = next.getAndIncrement(); i < to - from; i = next.getAndIncrement()) {
            figures[i] = manner.read(ledgers.get(from + i), from + i, many);
          }
        };
    try {
      int threads = Math.min(to - from, Runtime.getRuntime().availableProcessors());
      if (threads == 1) {
        work.take();
      } else {
        WorkerGroup.run(threads, work, () -> next.set(to));
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Arrays.asList(figures);
  }
}
