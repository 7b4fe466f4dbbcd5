package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.ledger.append.AppendQueue;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.LedgerSurvey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Copies a ledger into a file. */
final class LedgerExport {

  private final LedgerDatabase database;
  private final LedgerSnapshot snapshots;
  private final LedgerFile target;

  LedgerExport(LedgerDatabase database, LedgerSnapshot snapshots, Path target) {
    this.database = database;
    this.snapshots = snapshots;
    this.target = new LedgerFile(target.toAbsolutePath().normalize());
  }

  void run() {
    try (SnapshotBytes bytes = open()) {
      LedgerSurvey survey =
          ChainVerifier.survey(
              () -> new KeptOpen(bytes), LedgerExpectation.NONE, EntryVisitor.NONE);
      if (!survey.verification().status().isIntact()) {
        throw new LedgerException(
            "The ledger "
                + database.name()
                + " is not exported. "
                + survey.verification().status().describe());
      }
      write(bytes, survey);
    } catch (SqlFailure e) {
      throw database.unreadable(e);
    } catch (IOException e) {
      throw target.unwritable(e);
    }
  }

  private SnapshotBytes open() throws IOException {
    try {
      return snapshots.open();
    } catch (NoSuchFileException e) {
      throw database.missing();
    }
  }

  private void write(SnapshotBytes bytes, LedgerSurvey survey) throws IOException {
    if (target.isOfProject()) {
      AppendQueue.of(target)
          .exclusively(
              () -> {
                replace(bytes, survey);
                return survey;
              });
    } else {
      replace(bytes, survey);
    }
  }

  private void replace(SnapshotBytes bytes, LedgerSurvey survey) throws IOException {
    requireStart(bytes);
    LedgerFile fresh = target.merging();
    try (AtomicFile replacement = AtomicFile.of(target.path(), fresh.path())) {
      replacement.write(
          out -> {
            try (InputStream all = new LedgerBytesInput(new KeptOpen(bytes))) {
              all.transferTo(out);
            }
          });
      if (!survey.content().isContentOf(fresh::bytes)) {
        throw new IOException("it does not hold what was written");
      }
      replacement.replace();
    }
  }

  /** Requires that nothing is lost by replacing the file. */
  private void requireStart(SnapshotBytes bytes) throws IOException {
    if (!Files.exists(target.path())) {
      return;
    }
    try (InputStream present = new LedgerBytesInput(target.bytes());
        InputStream all = new LedgerBytesInput(new KeptOpen(bytes))) {
      byte[] block = new byte[1 << 18];
      for (int read = present.read(block); read >= 0; read = present.read(block)) {
        byte[] ours = all.readNBytes(read);
        if (ByteBuffer.wrap(block, 0, read).compareTo(ByteBuffer.wrap(ours)) != 0) {
          throw new LedgerException(
              "The file "
                  + target.path()
                  + " holds something that the ledger "
                  + database.name()
                  + " does not start with. Nothing was written.");
        }
      }
    }
  }

  /**
   * The bytes of a snapshot that stays open.
   *
   * @param bytes the snapshot
   */
  private record KeptOpen(SnapshotBytes bytes) implements LedgerBytes {

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public long end() {
      return bytes.end();
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return bytes.read(to, position);
    }

    @Override
    public void close() {}
  }
}
