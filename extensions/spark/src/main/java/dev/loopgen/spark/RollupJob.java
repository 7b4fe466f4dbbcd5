package dev.loopgen.spark;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.governance.CountedLedger;
import dev.loopgen.core.internal.governance.LedgerPart;
import dev.loopgen.core.internal.governance.SharedEntries;
import dev.loopgen.core.internal.governance.SummaryPart;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Reads ledgers in tasks, finds the entries that several of them have, and reads those ledgers
 * again that have entries of earlier ones. A task that is repeated comes to the same result.
 */
final class RollupJob implements Serializable {

  private static final long serialVersionUID = 1L;

  /** About how many bytes one task reads. */
  private static final long TASK_BYTES = 256L << 20;

  /** How many tasks each core gets at least, so that all end at about the same time. */
  private static final int TASKS_PER_CORE = 4;

  /** In how many steps the parts are merged before the driver takes the rest. */
  private static final int MERGE_DEPTH = 3;

  /** About how many fingerprints one task compares, 8 bytes each. */
  private static final long COMPARED = 4 << 20;

  /** The least that an entry takes, to estimate their number. */
  private static final long ENTRY_BYTES = 512;

  private final RollupTerms terms;
  private final Broadcast<SerializableConfiguration> configuration;

  RollupJob(RollupTerms terms, Broadcast<SerializableConfiguration> configuration) {
    this.terms = terms;
    this.configuration = configuration;
  }

  /** Reads ledgers, in shares for the cores of a cluster; long ones in several shares. */
  JavaRDD<LedgerRead> read(JavaSparkContext spark, List<RollupSource> sources) {
    List<RollupSource> split = sources.stream().filter(this::isSplit).toList();
    List<RollupSource> unsplit = sources.stream().filter(source -> !isSplit(source)).toList();
    List<ArrayList<RollupSource>> shares = shares(unsplit, spark.defaultParallelism());
    JavaRDD<LedgerRead> whole =
        spark
            .parallelize(shares, Math.max(1, shares.size()))
            .flatMap(share -> share.stream().map(this::read).iterator());
    return split.isEmpty() ? whole : whole.union(readSplit(spark, split));
  }

  private boolean isSplit(RollupSource source) {
    return source.sameAs() == null && source.bytes() >= terms.splitBytes();
  }

  private JavaRDD<LedgerRead> readSplit(JavaSparkContext spark, List<RollupSource> sources) {
    long length = Math.max(1, Math.min(TASK_BYTES, terms.splitBytes() / 2));
    List<LedgerRead.Range> ranges =
        sources.stream()
            .flatMap(
                source ->
                    LongStream.rangeClosed(0, (source.bytes() - 1) / length)
                        .mapToObj(
                            i ->
                                new LedgerRead.Range(
                                    source,
                                    i * length,
                                    Math.min(source.bytes(), (i + 1) * length))))
            .toList();
    HashMap<Integer, RollupSource> byNumber = new HashMap<>();
    sources.forEach(source -> byNumber.put(source.number(), source));
    return spark
        .parallelize(ranges, ranges.size())
        .mapToPair(range -> new Tuple2<>(range.source().number(), read(range)))
        .groupByKey(sources.size())
        .map(ranged -> join(Objects.requireNonNull(byNumber.get(ranged._1())), ranged._2()));
  }

  private LedgerRead.RangeRead read(LedgerRead.Range range) {
    byte[] part = {};
    RollupSource source = range.source();
    try {
      Optional<LedgerBytes> opened = source.location().open(configuration.value().value()).open();
      if (opened.isPresent()) {
        try (LedgerBytes bytes = opened.get()) {
          part =
              terms
                  .reader()
                  .readSplit(source.given(), bytes, range.from(), range.to())
                  .orElse(part);
        }
      }
    } catch (IOException leftToTheWholeReading) {
      return new LedgerRead.RangeRead(range.from(), part);
    }
    return new LedgerRead.RangeRead(range.from(), part);
  }

  /** Joins the ranges of a ledger; reads it as a whole unless all is as usual. */
  private LedgerRead join(RollupSource source, Iterable<LedgerRead.RangeRead> ranges) {
    List<LedgerRead.RangeRead> inOrder = new ArrayList<>();
    ranges.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(LedgerRead.RangeRead::from));
    if (inOrder.stream().anyMatch(range -> range.part().length == 0)) {
      return read(source);
    }
    return terms
        .reader()
        .join(source.given(), inOrder.stream().map(LedgerRead.RangeRead::part).toList())
        .map(part -> LedgerRead.of(source.number(), part))
        .orElseGet(() -> read(source));
  }

  /** Decides how each ledger counts. */
  static JavaRDD<LedgerRead.Decided> decide(JavaRDD<LedgerRead> reads, long bytes) {
    int shares = reads.getNumPartitions();
    int partitions =
        (int) Math.min(1 << 14, shares / TASKS_PER_CORE + 1 + bytes / ENTRY_BYTES / COMPARED);
    JavaPairRDD<Integer, LedgerRead.Shared> shared =
        reads
            .flatMapToPair(read -> blocks(read, partitions))
            .groupByKey(partitions)
            .flatMapToPair(blocks -> compare(blocks._2()))
            .reduceByKey(LedgerRead.Shared::and);
    return reads
        .mapToPair(read -> new Tuple2<>(read.number(), counted(read)))
        .leftOuterJoin(shared, shares)
        .values()
        .map(read -> decided(read._1(), read._2().orElse(LedgerRead.Shared.NONE)));
  }

  /** Distributes ledgers so that the shares have about the same length, the longest first. */
  static List<ArrayList<RollupSource>> shares(List<RollupSource> sources, int cores) {
    long bytes = sources.stream().mapToLong(RollupSource::bytes).sum();
    long wanted = Math.max((long) TASKS_PER_CORE * cores, bytes / TASK_BYTES);
    record Share(long[] bytes, ArrayList<RollupSource> sources) {}
    PriorityQueue<Share> shares =
        new PriorityQueue<>(Comparator.comparingLong(share -> share.bytes[0]));
    IntStream.range(0, (int) Math.min(wanted, sources.size()))
        .forEach(i -> shares.add(new Share(new long[1], new ArrayList<>())));
    sources.stream()
        .sorted(Comparator.comparingLong(RollupSource::bytes).reversed())
        .forEach(
            source -> {
              Share least = shares.remove();
              least.sources.add(source);
              least.bytes[0] += source.bytes() + 1;
              shares.add(least);
            });
    return shares.stream().map(Share::sources).toList();
  }

  private LedgerRead read(RollupSource source) {
    try {
      LedgerPart part =
          terms
              .reader()
              .read(source.given(), source.location().open(configuration.value().value()));
      return LedgerRead.of(source.number(), part);
    } catch (IOException e) {
      ChainStatus problem = new ChainStatus.Unreadable(HadoopLedger.reason(e));
      return LedgerRead.of(source.number(), terms.reader().unread(source.given(), problem));
    }
  }

  private static Iterator<Tuple2<Integer, LedgerRead.Block>> blocks(
      LedgerRead read, int partitions) {
    int[] sizes = new int[partitions];
    for (long one : read.fingerprints()) {
      sizes[partition(one, partitions)]++;
    }
    long[][] blocks = Arrays.stream(sizes).mapToObj(long[]::new).toArray(long[][]::new);
    for (long one : read.fingerprints()) {
      int partition = partition(one, partitions);
      blocks[partition][--sizes[partition]] = one;
    }
    return IntStream.range(0, partitions)
        .filter(i -> blocks[i].length > 0)
        .mapToObj(i -> new Tuple2<>(i, new LedgerRead.Block(read.number(), blocks[i])))
        .iterator();
  }

  private static int partition(long fingerprint, int partitions) {
    return (int) Long.remainderUnsigned(fingerprint, partitions);
  }

  /** Compares the fingerprints of one partition, ledger by ledger in the order of the ledgers. */
  private static Iterator<Tuple2<Integer, LedgerRead.Shared>> compare(
      Iterable<LedgerRead.Block> blocks) {
    List<LedgerRead.Block> inOrder = new ArrayList<>();
    blocks.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingInt(LedgerRead.Block::number));
    long all = inOrder.stream().mapToLong(block -> block.fingerprints().length).sum();
    SharedEntries entries = new SharedEntries(all);
    return inOrder.stream()
        .map(
            block ->
                new Tuple2<>(
                    block.number(),
                    new LedgerRead.Shared(
                        block.fingerprints().length, entries.add(block.fingerprints()))))
        .toList()
        .iterator();
  }

  /** Returns what was read without the fingerprints, but with their number. */
  private static Counted counted(LedgerRead read) {
    return new Counted(read.number(), read.part(), read.repeats(), read.fingerprints().length);
  }

  private record Counted(int number, byte[] part, boolean repeats, long entries)
      implements Serializable {}

  /**
   * Decides how a ledger counts.
   *
   * @throws LedgerException if another reading of it was compared with others, because a lost one
   *     had to be repeated
   */
  private static LedgerRead.Decided decided(Counted read, LedgerRead.Shared shared) {
    if (shared.compared() != read.entries()) {
      throw new LedgerException(
          "A ledger changed while it was being read. Try again when nothing writes to the ledgers,"
              + " or read copies.");
    }
    boolean again = read.repeats() || shared.shared().length > 0;
    return new LedgerRead.Decided(read.number(), read.part(), again, shared.shared());
  }

  /** Adds up all ledgers. */
  SummaryPart sum(
      JavaRDD<LedgerRead.Decided> decided, Broadcast<HashMap<Integer, RollupSource>> sources) {
    byte[] all =
        decided
            .mapPartitions(some -> sum(some, sources.value()))
            .treeReduce(RollupJob::merge, MERGE_DEPTH);
    return SummaryPart.decode(all);
  }

  private static byte[] merge(byte[] one, byte[] other) {
    return SummaryPart.decode(one).merge(SummaryPart.decode(other)).encode();
  }

  private Iterator<byte[]> sum(
      Iterator<LedgerRead.Decided> some, Map<Integer, RollupSource> sources) {
    List<SummaryPart> parts = new ArrayList<>();
    some.forEachRemaining(
        decided -> parts.add(part(decided, Objects.requireNonNull(sources.get(decided.number())))));
    return parts.isEmpty()
        ? Collections.emptyIterator()
        : List.of(SummaryPart.merge(parts).encode()).iterator();
  }

  /** Returns the runs of all ledgers. */
  JavaRDD<Row> rows(
      JavaRDD<LedgerRead.Decided> decided, Broadcast<HashMap<Integer, RollupSource>> sources) {
    return decided.flatMap(
        one -> rows(one, Objects.requireNonNull(sources.value().get(one.number()))));
  }

  private Iterator<Row> rows(LedgerRead.Decided decided, RollupSource source) {
    SourceSummary before = SummaryPart.decode(decided.part()).figures().sources().get(0);
    return RowStream.of(
        receiver -> {
          try {
            CountedLedger ledger = source.location().open(configuration.value().value());
            terms.reader().rows(source.given(), ledger, before, decided.shared(), receiver);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private SummaryPart part(LedgerRead.Decided decided, RollupSource source) {
    SummaryPart first = SummaryPart.decode(decided.part());
    if (!decided.again()) {
      return first;
    }
    ChainStatus before = first.figures().sources().get(0).status();
    try {
      return terms
          .reader()
          .readAgain(
              source.given(),
              source.location().open(configuration.value().value()),
              before,
              decided.shared())
          .summary();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
