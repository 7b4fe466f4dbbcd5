package dev.loopgen.spark;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.governance.GivenLedger;
import dev.loopgen.core.internal.governance.SummaryPart;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/** The ledgers that were listed, and what the cluster keeps of them. Not thread-safe. */
final class RollupReading implements AutoCloseable {

  private final Configuration configuration;
  private final List<GivenLedger> problems;
  private final int count;
  private final RollupTerms terms;
  private final RollupJob job;
  private final HashMap<Integer, RollupSource> byNumber = new HashMap<>();
  private final Broadcast<SerializableConfiguration> settings;
  private final Broadcast<HashMap<Integer, RollupSource>> sources;
  private final JavaRDD<LedgerRead> reads;
  private final JavaRDD<LedgerRead.Decided> decided;

  RollupReading(SparkSession session, SourceListing listing, RollupTerms terms) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.configuration = spark.hadoopConfiguration();
    this.problems = listing.problems();
    this.count = listing.count();
    this.terms = terms;
    List<RollupSource> given = listing.sources();
    given.forEach(source -> byNumber.put(source.number(), source));
    this.settings = spark.broadcast(new SerializableConfiguration(configuration));
    this.sources = spark.broadcast(byNumber);
    this.job = new RollupJob(terms, settings);
    long bytes = given.stream().mapToLong(RollupSource::bytes).sum();
    this.reads = job.read(spark, given).persist(StorageLevel.MEMORY_AND_DISK_SER());
    this.decided = RollupJob.decide(reads, bytes).persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  /** Adds up all ledgers and reads the details that are kept. */
  GovernanceSummary summary() {
    SummaryPart all = byNumber.isEmpty() ? terms.reader().none() : job.sum(decided, sources);
    for (GivenLedger given : problems) {
      ChainStatus problem = Objects.requireNonNull(given.problem());
      all = all.merge(terms.reader().unread(given, problem).summary());
    }
    int found = all.figures().sources().size();
    if (found != count) {
      throw new IllegalStateException(
          "of " + count + " ledgers, " + found + " came back from the cluster");
    }
    return all.summary(
        number -> source(number).label(),
        number -> source(number).location().open(configuration));
  }

  /** Returns the runs of all ledgers; may be used until this is closed. */
  JavaRDD<Row> rows() {
    return job.rows(decided, sources);
  }

  private RollupSource source(int number) {
    return Objects.requireNonNull(byNumber.get(number));
  }

  @Override
  public void close() {
    decided.unpersist();
    reads.unpersist();
    sources.destroy();
    settings.destroy();
  }
}
