package dev.loopgen.spark;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.governance.CountedLedger;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A ledger in a file system of Hadoop, as long as it was when it was listed: what is appended later
 * is not read.
 *
 * @param files the file system
 * @param path the file
 * @param length its length when it was listed
 */
record HadoopLedger(FileSystem files, Path path, long length) implements CountedLedger {

  /** How often a ledger is read before it counts as unreadable. */
  private static final int ATTEMPTS = 3;

  @Override
  public ChainStatus verify(EntryVisitor visitor) {
    for (int attempt = 1; true; attempt++) {
      try {
        return ChainVerifier.verify(this::bytes, LedgerExpectation.NONE, visitor).status();
      } catch (FileNotFoundException gone) {
        visitor.restart();
        return new ChainStatus.Missing();
      } catch (ClosedByInterruptException | InterruptedIOException e) {
        throw new UncheckedIOException(e);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          visitor.restart();
          return new ChainStatus.Unreadable(reason(e));
        }
      }
    }
  }

  @Override
  public void scanClaims(EntryVisitor visitor) {
    try {
      ChainVerifier.readClaims(this::bytes, visitor);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public AuditEntry at(LedgerReader.Place place) {
    byte[] bytes = new byte[place.length()];
    try (FSDataInputStream in = files.open(path)) {
      in.seek(place.position());
      return EntryRules.read(Arrays.copyOf(bytes, in.readNBytes(bytes, 0, bytes.length)));
    } catch (IOException e) {
      throw unreadable(e);
    } catch (InvalidJsonException e) {
      throw new LedgerException("The ledger " + path + " changed while it was read.", e);
    }
  }

  private LedgerException unreadable(IOException e) {
    return new LedgerException("The ledger " + path + " cannot be read: " + reason(e) + ".", e);
  }

  /** Returns why a file cannot be read, as a clause of one line. */
  static String reason(Exception e) {
    String message = String.valueOf(e.getMessage()).strip();
    String line = message.lines().findFirst().orElse(message);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  @Override
  public Optional<LedgerBytes> open() throws IOException {
    return Optional.of(bytes());
  }

  private LedgerBytes bytes() throws IOException {
    return new HadoopBytes(files.open(path), length);
  }

  private static final class HadoopBytes implements LedgerBytes {

    private final FSDataInputStream in;
    private final long length;

    HadoopBytes(FSDataInputStream in, long length) {
      this.in = in;
      this.length = length;
    }

    @Override
    public long size() {
      return length;
    }

    @Override
    public int threads() {
      return 1;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      if (position >= length) {
        return -1;
      }
      if (in.getPos() != position) {
        in.seek(position);
      }
      int wanted = (int) Math.min(target.remaining(), length - position);
      int read = in.read(target.array(), target.arrayOffset() + target.position(), wanted);
      if (read < 0) {
        throw new IOException("it is shorter than when it was listed");
      }
      target.position(target.position() + read);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
