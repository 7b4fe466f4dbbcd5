package dev.loopgen.attest.witness;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A log and its client, written from the texts of RFC 6962 and of C2SP tlog-witness,
 * tlog-cosignature, tlog-checkpoint and signed-note alone. It shares no code with what it tests.
 */
final class SpecLog {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String origin;
  private final KeyPair keys;
  private final List<byte[]> leaves = new ArrayList<>();

  SpecLog(String origin) throws GeneralSecurityException {
    this.origin = origin;
    this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private SpecLog(SpecLog other, int size) {
    origin = other.origin;
    keys = other.keys;
    leaves.addAll(other.leaves.subList(0, size));
  }

  /** Another history under the same key, which begins with some of the same leaves. */
  SpecLog fork(int size) {
    return new SpecLog(this, size);
  }

  SpecLog append(String... data) {
    Arrays.stream(data).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(leaves::add);
    return this;
  }

  /** The log's key as a vkey of signed-note, type 0x01. */
  String vkey() throws GeneralSecurityException {
    byte[] typed = typed(1, raw(keys.getPublic()));
    return origin + "+" + hex(keyId(origin, typed)) + "+" + base64(typed);
  }

  /** The checkpoint of the first leaves: note text, empty line, signature line. */
  String checkpoint(int size) throws GeneralSecurityException {
    return note(origin + "\n" + size + "\n" + base64(root(leaves.subList(0, size))) + "\n");
  }

  String note(String text) throws GeneralSecurityException {
    byte[] id = keyId(origin, typed(1, raw(keys.getPublic())));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return text + "\n\u2014 " + origin + " " + base64(join(id, signature.sign())) + "\n";
  }

  /** An add-checkpoint body with the consistency proof of RFC 6962, section 2.1.2. */
  String request(int old, int size) throws GeneralSecurityException {
    StringBuilder body = new StringBuilder("old " + old + "\n");
    if (old > 0 && old < size) {
      for (byte[] hash : subproof(old, leaves.subList(0, size), true)) {
        body.append(base64(hash)).append('\n');
      }
    }
    return body + "\n" + checkpoint(size);
  }

  /** Submits a body and returns the whole response. */
  static HttpResponse<String> post(URI prefix, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(prefix + "/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> get(URI prefix, String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(prefix + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The path of the monitor retrieval. */
  String monitorPath() throws GeneralSecurityException {
    return "/" + hex(sha256(origin.getBytes(StandardCharsets.UTF_8))) + "/checkpoint";
  }

  /**
   * Verifies a cosignature line as tlog-cosignature says, and returns its timestamp; -1 if it is
   * not one of this witness over this checkpoint.
   */
  static long timestamp(String line, String checkpoint, String witnessVkey)
      throws GeneralSecurityException {
    String[] parts = witnessVkey.split("\\+", 3);
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    String prefix = "\u2014 " + parts[0] + " ";
    if (typed[0] != 4 || !line.startsWith(prefix) || !line.endsWith("\n")) {
      return -1;
    }
    byte[] blob = Base64.getDecoder().decode(line.substring(prefix.length()).strip());
    if (blob.length != 4 + 8 + 64
        || !Arrays.equals(Arrays.copyOf(blob, 4), keyId(parts[0], typed))) {
      return -1;
    }
    long time = ByteBuffer.wrap(blob, 4, 8).getLong();
    String body = checkpoint.substring(0, checkpoint.indexOf("\n\n") + 1);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(publicKey(Arrays.copyOfRange(typed, 1, typed.length)));
    signature.update(
        ("cosignature/v1\ntime " + time + "\n" + body).getBytes(StandardCharsets.UTF_8));
    return signature.verify(Arrays.copyOfRange(blob, 12, blob.length)) ? time : -1;
  }

  private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] spki = join(new byte[] {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0}, raw);
    return java.security.KeyFactory.getInstance("Ed25519")
        .generatePublic(new java.security.spec.X509EncodedKeySpec(spki));
  }

  /** MTH of RFC 6962, section 2.1. */
  private static byte[] root(List<byte[]> data) throws GeneralSecurityException {
    if (data.isEmpty()) {
      return sha256(new byte[0]);
    }
    if (data.size() == 1) {
      return sha256(join(new byte[] {0}, data.get(0)));
    }
    int k = split(data.size());
    return sha256(
        join(new byte[] {1}, join(root(data.subList(0, k)), root(data.subList(k, data.size())))));
  }

  /** SUBPROOF of RFC 6962, section 2.1.2. */
  private static List<byte[]> subproof(int m, List<byte[]> data, boolean whole)
      throws GeneralSecurityException {
    int n = data.size();
    if (m == n) {
      return whole ? List.of() : List.of(root(data));
    }
    int k = split(n);
    List<byte[]> proof = new ArrayList<>();
    if (m <= k) {
      proof.addAll(subproof(m, data.subList(0, k), whole));
      proof.add(root(data.subList(k, n)));
    } else {
      proof.addAll(subproof(m - k, data.subList(k, n), false));
      proof.add(root(data.subList(0, k)));
    }
    return proof;
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static byte[] keyId(String name, byte[] typed) throws GeneralSecurityException {
    return Arrays.copyOf(sha256(join((name + "\n").getBytes(StandardCharsets.UTF_8), typed)), 4);
  }

  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static byte[] typed(int type, byte[] key) {
    return join(new byte[] {(byte) type}, key);
  }

  private static byte[] sha256(byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(data);
  }

  private static byte[] join(byte[] one, byte[] other) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(other);
    return all.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
