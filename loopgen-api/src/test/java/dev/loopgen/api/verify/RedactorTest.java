package dev.loopgen.api.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {

  private static final String SECRET = "p\"ss wörd/+\\~!0123456789";

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "xyz"})
  void redact_base64OfATextAroundTheSecret_hidesTheSecretsPart(String before) {
    byte[] text = (before + SECRET + " and more").getBytes(UTF_8);
    String encoded = Base64.getEncoder().encodeToString(text);
    String urlEncoded = Base64.getUrlEncoder().encodeToString(text);

    assertThat(redact(SECRET, encoded)).contains("[REDACTED]").hasSizeLessThan(40);
    assertThat(redact(SECRET, urlEncoded)).contains("[REDACTED]").hasSizeLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {76, 64})
  void redact_base64BrokenIntoLines_hidesEveryLine(int length) {
    String secret = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(7);
    byte[] lineFeed = "\n".getBytes(UTF_8);
    String encoded = Base64.getMimeEncoder(length, lineFeed).encodeToString(secret.getBytes(UTF_8));

    String redacted = redact(secret, encoded);

    assertThat(redacted.lines()).allMatch(line -> line.startsWith("[REDACTED]"));
  }

  @Test
  void redact_urlEncodings_areFound() {
    String form = URLEncoder.encode(SECRET, UTF_8);
    String component = "p%22ss%20w%C3%B6rd%2F%2B%5C~!0123456789";

    assertThat(redact(SECRET, "a=" + form + "&b")).isEqualTo("a=[REDACTED]&b");
    assertThat(redact(SECRET, "a=" + component + "&b")).isEqualTo("a=[REDACTED]&b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p\\\"ss wörd/+\\\\~!0123456789",
        "p\\\"ss wörd\\/+\\\\~!0123456789",
        "p\\\"ss w\\u00f6rd/+\\\\~!0123456789"
      })
  void redact_jsonEncodings_areFound(String encoded) {
    assertThat(redact(SECRET, "{\"a\":\"" + encoded + "\"}")).isEqualTo("{\"a\":\"[REDACTED]\"}");
  }

  @Test
  void redact_secretOfSeveralLines_hidesEachLine() {
    assertThat(redact("first-line-1\nsecond-line-2\n", "> first-line-1\n> second-line-2\n"))
        .isEqualTo("> [REDACTED]\n> [REDACTED]\n");
  }

  @Test
  void redact_secretOfAnyLength_becomesAMarkerOfTheSameLength() {
    assertThat(redact("12345678", "12345678")).isEqualTo("[REDACTED]");
    assertThat(redact("x".repeat(5000), "x".repeat(5000))).isEqualTo("[REDACTED]");
  }

  @Test
  void redact_secretLongerThanTheWindow_leavesNothingOfIt() {
    StringBuilder secret = new StringBuilder();
    for (int i = 0; secret.length() < 3 * SecretScanner.WINDOW; i++) {
      secret.append(i).append('-');
    }

    assertThat(redact(secret.toString(), secret.toString()).replace("[REDACTED]", "")).isEmpty();
  }

  @Test
  void redact_shortValue_isLeftAlone() {
    assertThat(redact("1234567", "1234567")).isEqualTo("1234567");
  }

  @Test
  void redact_secretsThatOverlap_becomeOneMarker() {
    Redactor redactor = Redactor.of(Map.of("A_TOKEN", "aaaabbbb", "B_TOKEN", "bbbbcccc"));

    assertThat(redactor.redact("aaaabbbbcccc")).isEqualTo("[REDACTED]");
  }

  @ParameterizedTest
  @CsvSource({
    "'token ghp_aaaaaaaaaaaaaaaaaaaaaaaa.', 'token [REDACTED].'",
    "'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc x', '[REDACTED] x'",
    "'Authorization: Bearer abcdefghijklmnop', 'Authorization: [REDACTED]'",
    "'https://user:password@host/', 'https[REDACTED]@host/'",
    "'https://user@host/', 'https://user@host/'",
    "'xghp_aaaaaaaaaaaaaaaaaaaaaaaa', 'xghp_aaaaaaaaaaaaaaaaaaaaaaaa'",
    "'ghp_short', 'ghp_short'",
    "'task-management-of-all-the-things', 'task-management-of-all-the-things'"
  })
  void redact_tokenShapes_areFoundAsWholeWords(String output, String expected) {
    assertThat(redact("unrelated-secret", output)).isEqualTo(expected);
  }

  @Test
  void redact_privateKey_isHiddenUpToItsEnd() {
    String key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\nabcd\n-----END EC PRIVATE KEY-----\n";

    assertThat(redact("unrelated-secret", "a\n" + key + "b"))
        .isEqualTo("a\n[REDACTED]-----END EC PRIVATE KEY-----\nb");
  }

  @Test
  void redact_publicKey_isLeftAlone() {
    String key = "-----BEGIN PUBLIC KEY-----\nMHcCAQ\n-----END PUBLIC KEY-----\n";

    assertThat(redact("unrelated-secret", key)).isEqualTo(key);
  }

  @Test
  void redact_oneOfThousandsOfSecrets_isFoundWhereverItStarts() {
    Set<String> secrets =
        IntStream.range(0, 5_000)
            .mapToObj(i -> Integer.toString(i * 7_919, 36) + "-secret-" + i)
            .collect(Collectors.toSet());
    Redactor redactor = Redactor.of(Map.of(), secrets);
    String secret = Integer.toString(4_321 * 7_919, 36) + "-secret-4321";

    for (String before : List.of("", "s", "se", "-secret-", "x".repeat(100_000))) {
      assertThat(redactor.redact(before + " " + secret + " after")).endsWith(" [REDACTED] after");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a1b2c3d4e5f", "correct horse battery"})
  void redact_hexadecimal_isFound(String secret) {
    String hex = HexFormat.of().formatHex(secret.getBytes(UTF_8));

    assertThat(redact(secret, "a" + hex + " " + hex.toUpperCase(Locale.ROOT)))
        .isEqualTo("a[REDACTED] [REDACTED]");
  }

  private static String redact(String secret, String output) {
    return CapturedOutput.of(secret, output.getBytes(UTF_8), List.of(65536)).heard();
  }
}
