package dev.loopgen.benchmarks;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.LedgerView;
import dev.loopgen.core.internal.ledger.PartialEntryVisitor;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.LedgerScan;
import dev.loopgen.core.internal.ledger.verify.LedgerVerification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the check and the summary of a ledger of 100,000 entries in the page cache, against the
 * minimum: reading it and hashing its bytes once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class LedgerBenchmark {

  private static final int ENTRIES = 100_000;
  private static final int BLOCK = 1 << 18;

  private Path file = Path.of("");

  /** Used by JMH, which calls {@link #prepare()} before anything else. */
  public LedgerBenchmark() {}

  /** Writes the ledger on first use. */
  @Setup
  public void prepare() throws IOException {
    file = SampleLedger.open(ENTRIES);
  }

  /** Checks with one thread. */
  @Benchmark
  public Object verifyAlone() throws IOException {
    return verify(1);
  }

  /** Checks with two threads. */
  @Benchmark
  public Object verifyByTwo() throws IOException {
    return verify(2);
  }

  /** Checks with as many threads as are useful, and summarises at the same time. */
  @Benchmark
  public Object summarise() throws InterruptedException {
    GovernanceSummary summary = Loopgen.governance().path(file).figuresOnly().build().summarise();
    if (!summary.isIntact()) {
      throw new IllegalStateException(summary.sources().toString());
    }
    return summary;
  }

  /**
   * Does what a run does with its ledger: checks it while collecting the history, then compares it
   * again.
   */
  @Benchmark
  public Object readForRun() {
    Earlier earlier = new Earlier();
    LedgerView ledger = LedgerView.of(JsonlAuditLedger.at(file), LedgerExpectation.NONE, earlier);
    if (!ledger.checkAgain("the start").isIntact()) {
      throw new IllegalStateException(ledger.status().describe());
    }
    return earlier.history;
  }

  /** Collects the history that a run judges by. */
  private static final class Earlier extends PartialEntryVisitor {

    private RunHistory history = RunHistory.none();

    Earlier() {
      super(RunHistory.wanted());
    }

    @Override
    public void restart() {
      history = RunHistory.none();
    }

    @Override
    protected void visit(AuditEntry part, LedgerReader.Place place) {
      history.add(part);
    }
  }

  private LedgerVerification verify(int threads) throws IOException {
    try (LedgerBytes bytes = LedgerBytes.of(FileChannel.open(file))) {
      LedgerScan.Parallelism share = new LedgerScan.Parallelism(threads, BLOCK);
      LedgerVerification found = ChainVerifier.verify(bytes, LedgerExpectation.NONE, share);
      if (!found.status().isIntact()) {
        throw new IllegalStateException(found.status().describe());
      }
      return found;
    }
  }

  /** The reference of the checks. */
  @Benchmark
  public Object readAndHash() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block.clear()) >= 0) {
        digest.update(block.flip());
      }
    }
    return Sha256.of(digest.digest());
  }
}
