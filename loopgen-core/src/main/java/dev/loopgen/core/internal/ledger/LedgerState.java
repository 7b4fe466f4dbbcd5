package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.json.CanonicalJson;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.json.InvalidJsonException;
import dev.loopgen.core.internal.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a ledger ends and how its trees grow, so that an append need not read it again. A copy is
 * kept in a file beside the ledger; it is believed only where it fits the ledger's length and end,
 * proves nothing, and may be deleted at any time.
 *
 * @param bytes the ledger's length
 * @param end its last bytes in base64, which hold the hash of the last entry
 * @param heads the entries that no other one descends from
 * @param lastId the entryId of the last entry
 */
record LedgerState(long bytes, String end, List<LedgerHead> heads, Optional<String> lastId) {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerState.class);
  private static final int VERSION = 1;
  private static final int END_LENGTH = 96;

  /** Describes a ledger that ends where the channel does. */
  static LedgerState of(FileChannel ledger, List<LedgerHead> heads, Optional<String> lastId)
      throws IOException {
    long bytes = ledger.size();
    return new LedgerState(bytes, base64(lastBytes(ledger, bytes)), heads, lastId);
  }

  /** Tells whether the ledger still ends so, with the one head that an append leaves. */
  boolean fits(FileChannel ledger) throws IOException {
    if (ledger.size() != bytes || heads.size() != 1) {
      return false;
    }
    String last = lastBytes(ledger, bytes);
    return base64(last).equals(end)
        && last.endsWith("\"hash\":\"" + heads.get(0).entry().hex() + "\"}\n");
  }

  private static String base64(String lastBytes) {
    return Base64.getEncoder().encodeToString(lastBytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String lastBytes(FileChannel ledger, long bytes) throws IOException {
    ByteBuffer last = ByteBuffer.allocate((int) Math.min(bytes, END_LENGTH));
    for (long at = bytes - last.capacity(); last.hasRemaining(); ) {
      if (ledger.read(last, at + last.position()) < 0) {
        throw new IOException("it became shorter while it was read");
      }
    }
    return new String(last.array(), StandardCharsets.ISO_8859_1);
  }

  /** Reads the copy; empty where there is none that can be understood. */
  static Optional<LedgerState> read(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? parse(JsonReader.parse(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException
        | InvalidJsonException
        | IllegalArgumentException
        | ClassCastException
        | NoSuchElementException notOne) {
      LOG.debug("the state {} is passed over", file, notOne);
      return Optional.empty();
    }
  }

  /** Writes the copy; a failure costs the next writer time and nothing else. */
  void write(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer text = StandardCharsets.UTF_8.encode(json().canonical() + "\n");
      channel.truncate(text.remaining());
      while (text.hasRemaining()) {
        channel.write(text, text.position());
      }
    } catch (IOException e) {
      LOG.debug("the state {} cannot be written", file, e);
    }
  }

  private Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object()
            .put("version", VERSION)
            .put("bytes", bytes)
            .put("end", end)
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

  /** Adds a digest of the members, by which a copy that was written in part is told. */
  private static Json.Obj sealed(Json.Obj members) {
    Json.ObjectBuilder sealed = Json.object();
    members.members().forEach(sealed::put);
    return sealed.put("digest", CanonicalJson.sha256(members)).build();
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
    return Optional.of(
        new LedgerState(
            number(object, "bytes"),
            object.string("end").orElseThrow(),
            heads,
            object.string("lastId")));
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
