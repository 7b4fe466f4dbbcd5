package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry serialised except for its hash and the hash of its one parent, so that linking it costs
 * one SHA-256. The result equals that of {@link AuditEntry#link}. Not thread-safe.
 */
public final class UnlinkedEntry {

  private static final int HEX_LENGTH = 64;
  private static final Json BLANK = Json.of("0".repeat(HEX_LENGTH));
  private static final String LINK = "\"prevHash\":";
  private static final int HASH_FROM_END = HEX_LENGTH + "\"}\n".length();
  private static final int LINK_FROM_END = HASH_FROM_END + "\",\"hash\":\"".length() + HEX_LENGTH;

  private final Map<String, Json> blank;
  private final byte[] line;
  private final byte[] canonical;
  private final int linkAt;

  /** Serialises facts without their links. */
  public UnlinkedEntry(Json.Obj facts) {
    blank = new LinkedHashMap<>(facts.members());
    AuditEntry.LINKS.forEach(blank::remove);
    SortedMap<String, Json> hashed = new TreeMap<>(blank);
    blank.put("prevHash", BLANK);
    blank.put("hash", BLANK);
    line = (new Json.Obj(blank).text() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] before =
        ("{" + members(hashed.headMap("prevHash"), "", ",") + LINK + '"')
            .getBytes(StandardCharsets.UTF_8);
    String after =
        BLANK.canonical().substring(1) + members(hashed.tailMap("prevHash"), ",", "") + "}";
    linkAt = before.length;
    byte[] rest = after.getBytes(StandardCharsets.UTF_8);
    canonical = Arrays.copyOf(before, before.length + rest.length);
    System.arraycopy(rest, 0, canonical, before.length, rest.length);
  }

  /** Returns members in canonical form, without the enclosing braces. */
  private static String members(Map<String, Json> members, String ahead, String behind) {
    String object = new Json.Obj(members).canonical();
    return members.isEmpty() ? "" : ahead + object.substring(1, object.length() - 1) + behind;
  }

  /** Links the entry to a parent; returns its hash. */
  public Sha256 link(Sha256 parent) {
    byte[] parentHex = hex(parent);
    System.arraycopy(parentHex, 0, canonical, linkAt, HEX_LENGTH);
    System.arraycopy(parentHex, 0, line, line.length - LINK_FROM_END, HEX_LENGTH);
    Sha256 hash = Sha256.hash(canonical);
    System.arraycopy(hex(hash), 0, line, line.length - HASH_FROM_END, HEX_LENGTH);
    return hash;
  }

  /** Returns the last linked entry as a line with its line feed; callers must not modify it. */
  public byte[] line() {
    return line;
  }

  /** Returns the entry as linked to a parent. */
  public AuditEntry entry(Sha256 parent, Sha256 hash) {
    Map<String, Json> members = new LinkedHashMap<>(blank);
    members.put("prevHash", Json.of(parent.hex()));
    members.put("hash", Json.of(hash.hex()));
    return new AuditEntry(new Json.Obj(members));
  }

  private static byte[] hex(Sha256 hash) {
    return hash.hex().getBytes(StandardCharsets.US_ASCII);
  }
}
