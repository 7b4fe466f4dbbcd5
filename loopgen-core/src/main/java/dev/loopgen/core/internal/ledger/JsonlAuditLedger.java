package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.json.InvalidJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in a file of JSON lines, as npm loopgen writes and reads it. */
public final class JsonlAuditLedger implements AuditLedger {

  private static final Logger LOG = LoggerFactory.getLogger(JsonlAuditLedger.class);

  private final Path file;

  private JsonlAuditLedger(Path file) {
    this.file = file;
  }

  /** Returns the ledger of a file, which need not exist yet. */
  public static JsonlAuditLedger at(Path file) {
    return new JsonlAuditLedger(file);
  }

  @Override
  public AuditEntry append(Json.Obj facts) throws InterruptedException {
    String id =
        facts
            .string("entryId")
            .orElseThrow(() -> new IllegalArgumentException("the facts have no entryId"));
    try {
      requireRegular();
      Files.createDirectories(file.getParent());
      try (LedgerLock lock = LedgerLock.acquire(sibling(".lock"))) {
        requireRegular();
        Tail tail = readTail(id);
        AuditEntry entry = AuditEntry.link(facts, tail.head);
        write(tail, entry);
        return entry;
      }
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      throw new LedgerException(
          "The ledger " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Where the next entry goes.
   *
   * @param head the hash of the last entry, or empty for none
   * @param torn the bytes of a last line that was cut off, or none
   * @param terminated whether the file ends with a line feed, or is empty
   */
  private record Tail(Optional<String> head, byte[] torn, boolean terminated) {}

  private Tail readTail(String id) throws IOException {
    Optional<String> head = Optional.empty();
    boolean terminated = true;
    try (LineReader lines = open()) {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        terminated = line.terminated();
        try {
          AuditEntry entry = EntryParser.parse(line.bytes());
          if (entry.entryId().filter(id::equals).isPresent()) {
            throw new IllegalArgumentException("the ledger has an entry " + id + " already");
          }
          head = entry.hash();
        } catch (InvalidJsonException e) {
          if (!terminated) {
            return new Tail(head, line.bytes(), true);
          }
          throw damaged(line.number(), e);
        }
      }
    } catch (NoSuchFileException none) {
      return new Tail(Optional.empty(), new byte[0], true);
    }
    return new Tail(head, new byte[0], terminated);
  }

  private void write(Tail tail, AuditEntry entry) throws IOException {
    boolean fresh = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      if (tail.torn.length > 0) {
        setAside(tail.torn, channel);
      }
      channel.position(channel.size());
      String line = (tail.terminated ? "" : "\n") + JsonText.write(entry.json()) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (fresh) {
      forceDirectory();
    }
  }

  private void setAside(byte[] torn, FileChannel channel) throws IOException {
    int number = 1;
    while (Files.exists(sibling(".torn-" + number), LinkOption.NOFOLLOW_LINKS)) {
      number++;
    }
    Path aside = sibling(".torn-" + number);
    Files.write(aside, torn, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
    LOG.warn("the last line of {} was cut off and has been set aside as {}", file, aside);
    byte[] all = Files.readAllBytes(file);
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    channel.truncate(end);
  }

  /** Makes the file's name durable where the platform can. */
  private void forceDirectory() throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  @Override
  public Optional<AuditEntry> head() {
    List<AuditEntry> entries = entries();
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  @Override
  public List<AuditEntry> entries() {
    List<AuditEntry> entries = new ArrayList<>();
    try {
      requireRegular();
      try (LineReader lines = open()) {
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
          try {
            entries.add(EntryParser.parse(line.bytes()));
          } catch (InvalidJsonException e) {
            if (line.terminated()) {
              throw damaged(line.number(), e);
            }
          }
        }
      }
      return entries;
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new LedgerException(
          "The ledger " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public ChainStatus verify() {
    try {
      requireRegular();
      try (LineReader lines = open()) {
        return new ChainVerifier().verify(lines);
      }
    } catch (NoSuchFileException none) {
      return new ChainStatus.Missing();
    } catch (IOException e) {
      return new ChainStatus.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private LineReader open() throws IOException {
    return new LineReader(
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Refuses a ledger that is, or lies in, something else than a plain file in a plain directory.
   */
  private void requireRegular() throws IOException {
    if (Files.isSymbolicLink(file.getParent())) {
      throw new IOException(file.getParent() + " is a symbolic link");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is not a regular file");
    }
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private LedgerException damaged(long line, InvalidJsonException e) {
    return new LedgerException(
        "Line "
            + line
            + " of the ledger "
            + file
            + " is no entry: "
            + e.getMessage()
            + ". Restore the ledger from a copy you trust, for example from git.",
        e);
  }
}
