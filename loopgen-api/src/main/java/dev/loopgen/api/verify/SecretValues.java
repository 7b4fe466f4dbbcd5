package dev.loopgen.api.verify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Secret values, in the encodings in which commands print them. */
final class SecretValues {

  /**
   * The length of the shortest value that is redacted. A shorter one would match unrelated output.
   */
  static final int MIN_LENGTH = 8;

  /** The line lengths of base64 in MIME and in PEM. */
  private static final List<Integer> LINES = List.of(76, 64);

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL"
              + "|COOKIE|SIGNING|_AUTH(?!OR)|AUTH_|_PAT(?![A-Z])|_KEY|DSN|CONNECTION_?STRING|DATABASE_URL"
              + "|(?<![A-Z0-9])(PASS|PW)(?![A-Z0-9])|(?<=[_.-])PWD(?![A-Z0-9])).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_SECRET_VALUE =
      Pattern.compile("(true|false|enabled|disabled|required|/[A-Za-z0-9._/-]+)");

  private SecretValues() {}

  /**
   * Returns the values to redact, in all encodings.
   *
   * @param environment the variables; a value is secret if the name says so
   * @param secrets values that are secret, each as a whole
   */
  static Set<String> encodings(Map<String, String> environment, Set<String> secrets) {
    Set<String> found = new LinkedHashSet<>();
    secrets.forEach(secret -> add(secret, found));
    environment.forEach(
        (name, value) -> {
          if (SigningCredentials.isOne(name) || isSecret(name, value)) {
            addAll(value, found);
          }
        });
    return found;
  }

  /** Tells whether a setting is secret by its name, unless its value is known not to be. */
  static boolean isSecret(String name, String value) {
    return SECRET_NAME.matcher(name).matches() && !isHarmless(value);
  }

  /** Tells whether a value is known not to be secret, whatever its name says. */
  static boolean isHarmless(String value) {
    return NOT_SECRET_VALUE.matcher(value).matches();
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
    found.add(HexFormat.of().formatHex(bytes));
    found.add(HexFormat.of().withUpperCase().formatHex(bytes));
    addUrl(value, found);
    addJson(value, found);
    for (int shift = 0; shift < 3; shift++) {
      addBase64(bytes, shift, found);
    }
    LINES.forEach(length -> addBase64Lines(bytes, length, found));
  }

  /** Adds the form encoding, and the result of JavaScript's {@code encodeURIComponent}. */
  private static void addUrl(String value, Set<String> found) {
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    found.add(form);
    found.add(
        form.replace("+", "%20")
            .replace("%21", "!")
            .replace("%27", "'")
            .replace("%28", "(")
            .replace("%29", ")")
            .replace("%7E", "~"));
  }

  /** Adds JSON strings, with and without escaped slashes and non-ASCII characters. */
  private static void addJson(String value, Set<String> found) {
    StringBuilder json = new StringBuilder();
    StringBuilder ascii = new StringBuilder();
    for (char c : value.toCharArray()) {
      String escaped = escaped(c);
      json.append(escaped);
      ascii.append(c < 0x7f ? escaped : String.format("\\u%04x", (int) c));
    }
    for (String text : List.of(json.toString(), ascii.toString())) {
      found.add(latin1(text.getBytes(StandardCharsets.UTF_8)));
      found.add(latin1(text.replace("/", "\\/").getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"', '\\' -> "\\" + c;
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> String.valueOf(c);
    };
  }

  /** Adds the lines into which tools break the base64 of a long value. */
  private static void addBase64Lines(byte[] value, int length, Set<String> found) {
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(value);
    for (int from = 0; from + MIN_LENGTH < encoded.length(); from += length) {
      found.add(encoded.substring(from, Math.min(encoded.length() - 1, from + length)));
    }
  }

  /**
   * Adds the base64 characters that depend on the value alone, at any offset in an encoded text.
   */
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
