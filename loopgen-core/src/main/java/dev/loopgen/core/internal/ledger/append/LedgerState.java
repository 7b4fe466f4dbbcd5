package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The length and the heads of a ledger, so that an append need not reread it. A copy is cached in a
 * file next to the ledger. It is used only if the ledger has the recorded length and ends with the
 * recorded hash. It proves nothing and may be deleted at any time.
 *
 * @param bytes the ledger's length
 * @param heads the entries without descendants
 * @param lastId the entryId of the last entry
 */
public record LedgerState(long bytes, List<LedgerHead> heads, Optional<String> lastId) {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerState.class);
  private static final int VERSION = 1;

  /** Room for the heads and peaks of far more merged histories than occur in practice. */
  private static final int MAX_BYTES = 16 << 20;

  /** Tells whether the ledger still has this length and ends with this, its only, head. */
  public boolean fits(FileChannel ledger) throws IOException {
    if (heads.size() != 1) {
      return false;
    }
    String end = "\"hash\":\"" + heads.get(0).entry().hex() + "\"}\n";
    ByteBuffer last = ByteBuffer.allocate(end.length() + 1);
    long start = bytes - end.length();
    return start >= 0
        && ledger.read(last, start) == end.length()
        && end.equals(new String(last.array(), 0, end.length(), StandardCharsets.US_ASCII));
  }

  /** Reads the cached copy; empty if there is none or it is invalid. */
  public static Optional<LedgerState> read(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? parse(Json.parse(PlainFile.read(file, MAX_BYTES, LinkOption.NOFOLLOW_LINKS)))
          : Optional.empty();
    } catch (IOException
        | IllegalArgumentException
        | ClassCastException
        | NoSuchElementException notOne) {
      LOG.debug("ignoring the invalid state file {}", file, notOne);
      return Optional.empty();
    }
  }

  /** Writes the cached copy; a failure only costs the next writer time. */
  void write(Path file) {
    if (LedgerFile.isSomethingElse(file)) {
      LOG.debug("not writing the state file {}, which is not a regular file", file);
      return;
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer text = StandardCharsets.UTF_8.encode(json().canonical() + "\n");
      channel.truncate(text.remaining());
      while (text.hasRemaining()) {
        channel.write(text, text.position());
      }
    } catch (IOException e) {
      LOG.debug("the state file {} cannot be written", file, e);
    }
  }

  private Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object()
            .put("version", VERSION)
            .put("bytes", bytes)
            .put("heads", heads.stream().map(LedgerState::json).toList());
    lastId.ifPresent(id -> json.put("lastId", id));
    return sealed(json.build());
  }

  private static Json.Obj json(LedgerHead head) {
    return Json.object()
        .put("entry", head.entry().hex())
        .put("size", head.tree().size())
        .put("peaks", Json.strings(head.tree().peaks().stream().map(Sha256::hex).toList()))
        .build();
  }

  /** Adds a digest of the members, which reveals a partly written copy. */
  private static Json.Obj sealed(Json.Obj members) {
    Json.ObjectBuilder sealed = Json.object();
    members.members().forEach(sealed::put);
    return sealed.put("digest", members.sha256()).build();
  }

  private static Optional<LedgerState> parse(Json json) {
    if (!(json instanceof Json.Obj object)) {
      return Optional.empty();
    }
    Json.ObjectBuilder members = Json.object();
    object.members().forEach((name, value) -> putUnlessDigest(members, name, value));
    if (!sealed(members.build()).equals(object) || number(object, "version") != VERSION) {
      return Optional.empty();
    }
    List<LedgerHead> heads = new ArrayList<>();
    for (Json head : object.array("heads").orElseThrow()) {
      heads.add(head((Json.Obj) head));
    }
    return Optional.of(new LedgerState(number(object, "bytes"), heads, object.string("lastId")));
  }

  private static void putUnlessDigest(Json.ObjectBuilder members, String name, Json value) {
    if (!name.equals("digest")) {
      members.put(name, value);
    }
  }

  private static LedgerHead head(Json.Obj head) {
    List<Sha256> peaks =
        head.array("peaks").orElseThrow().stream()
            .map(peak -> Sha256.ofHex(((Json.Text) peak).value()))
            .toList();
    return new LedgerHead(
        Sha256.ofHex(head.string("entry").orElseThrow()),
        MerkleTree.resume(number(head, "size"), peaks));
  }

  private static long number(Json.Obj object, String name) {
    return (long) ((Json.Num) object.find(name).orElseThrow()).value();
  }
}
