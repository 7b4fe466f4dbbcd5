package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.file.LineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a ledger, where a crash may have left an incomplete line. */
public final class LedgerTail {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerTail.class);
  private static final int BLOCK = 1 << 16;

  private final LedgerFile file;
  private final FileChannel channel;

  public LedgerTail(LedgerFile file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Moves an incomplete last line to a file of its own, so that the next entry can follow.
   *
   * @return whether the ledger ends with a line feed; if not, its last line is complete
   */
  public boolean settle() throws IOException {
    long size = channel.size();
    if (size == 0 || read(size - 1, size)[0] == '\n') {
      return true;
    }
    long start = startOfLastLine();
    byte[] line = read(start, channel.size());
    if (line.length == 0) {
      return true;
    }
    try {
      EntryRules.read(line);
      return false;
    } catch (InvalidJsonException noEntry) {
      if (!EntryRules.isCutOff(line)) {
        return false;
      }
      setAside(line);
      channel.truncate(start);
      return true;
    }
  }

  private long startOfLastLine() throws IOException {
    for (long end = channel.size(); end > 0; end -= Math.min(end, BLOCK)) {
      long start = Math.max(0, end - BLOCK);
      byte[] block = read(start, end);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i + 1;
        }
      }
    }
    return 0;
  }

  private byte[] read(long from, long to) throws IOException {
    if (to - from > LineReader.MAX_LINE) {
      throw new IOException("its last line is longer than " + LineReader.MAX_LINE + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("it shrank while it was being read");
      }
    }
    return bytes.array();
  }

  private void setAside(byte[] torn) throws IOException {
    Path aside = file.freeTornFile();
    try {
      Files.write(aside, torn, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
    LOG.warn("the last line of {} was cut off and has been set aside as {}", file.path(), aside);
  }
}
