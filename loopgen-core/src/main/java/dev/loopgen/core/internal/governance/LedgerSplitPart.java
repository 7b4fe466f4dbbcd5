package dev.loopgen.core.internal.governance;

import dev.loopgen.core.internal.ledger.verify.LedgerSplit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What some lines of one ledger come to.
 *
 * @param links what their verification needs of them
 * @param summary the figures of their runs, without sources
 * @param retries the first and the last run of each loop
 * @param hashes the fingerprints of their entries
 */
record LedgerSplitPart(LedgerSplit links, SummaryPart summary, RetryFinder retries, long[] hashes) {

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] parent = links.parent();
      write(parent == null ? new byte[0] : parent, out);
      write(links.hashes(), out);
      write(links.ids(), out);
      write(summary.encode(), out);
      retries.writeTo(out);
      write(hashes, out);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  static LedgerSplitPart decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      byte[] parent = readBytes(in);
      LedgerSplit links =
          new LedgerSplit(parent.length == 0 ? null : parent, readBytes(in), readLongs(in));
      SummaryPart summary = SummaryPart.decode(readBytes(in));
      return new LedgerSplitPart(links, summary, RetryFinder.readFrom(in), readLongs(in));
    } catch (IOException endedEarly) {
      throw new IllegalArgumentException("the part of a ledger is cut off", endedEarly);
    }
  }

  private static void write(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(long[] numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.length);
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static long[] readLongs(DataInput in) throws IOException {
    long[] numbers = new long[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readLong();
    }
    return numbers;
  }
}
