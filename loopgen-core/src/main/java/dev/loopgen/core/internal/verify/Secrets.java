package dev.loopgen.core.internal.verify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The secret values of an environment, in the encodings in which commands print them. */
final class Secrets {

  /** Shorter values are left alone: they would rewrite output that has nothing to do with them. */
  static final int MIN_LENGTH = 8;

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL"
              + "|COOKIE|SIGNING|_AUTH|AUTH_|_PAT|_KEY|DSN|CONNECTION_?STRING|DATABASE_URL).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_SECRET_VALUE =
      Pattern.compile("(true|false|enabled|disabled|required|/[A-Za-z0-9._/-]+)");

  private Secrets() {}

  static Set<String> encodings(Map<String, String> environment) {
    Set<String> found = new LinkedHashSet<>();
    environment.forEach(
        (name, value) -> {
          if (SigningCredentials.isOne(name) || isSecret(name, value)) {
            addAll(value, found);
          }
        });
    return found;
  }

  private static boolean isSecret(String name, String value) {
    return SECRET_NAME.matcher(name).matches() && !NOT_SECRET_VALUE.matcher(value).matches();
  }

  private static void addAll(String value, Set<String> found) {
    add(value.strip(), found);
    value.lines().map(String::strip).forEach(line -> add(line, found));
  }

  private static void add(String value, Set<String> found) {
    if (value.length() < MIN_LENGTH) {
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    found.add(latin1(bytes));
    found.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    String json = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    found.add(latin1(json.getBytes(StandardCharsets.UTF_8)));
    found.add(latin1(json.replace("\\/", "/").getBytes(StandardCharsets.UTF_8)));
    for (int shift = 0; shift < 3; shift++) {
      addBase64(bytes, shift, found);
    }
  }

  /** The characters of base64 that depend on the value alone, wherever in a text it was encoded. */
  private static void addBase64(byte[] value, int shift, Set<String> found) {
    byte[] padded = new byte[shift + value.length];
    System.arraycopy(value, 0, padded, shift, value.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
    int from = shift == 0 ? 0 : shift + 1;
    int to = padded.length / 3 * 4;
    if (to - from >= MIN_LENGTH) {
      String core = encoded.substring(from, Math.min(to, encoded.length()));
      found.add(core);
      found.add(core.replace('+', '-').replace('/', '_'));
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
