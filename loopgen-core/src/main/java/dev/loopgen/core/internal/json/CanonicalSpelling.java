package dev.loopgen.core.internal.json;

import dev.loopgen.api.json.CanonicalJson;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells whether the strings and numbers of a JSON text are spelled as {@code JSON.stringify} spells
 * them. Spellings that read alike hash alike, so a foreign one is an edit that no hash shows.
 */
public final class CanonicalSpelling {

  private CanonicalSpelling() {}

  /**
   * Looks for the first foreign spelling.
   *
   * @param text a text that is valid JSON
   * @return the spelling, or empty where there is none
   */
  public static Optional<String> firstForeign(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int end = endOfString(text, at);
        String token = text.substring(at, end);
        if (!canonical(token).equals(token)) {
          return Optional.of(token);
        }
        at = end;
      } else if (c == '-' || c >= '0' && c <= '9') {
        int end = endOfNumber(text, at);
        String token = text.substring(at, end);
        if (!canonical(token).equals(token)) {
          return Optional.of(token);
        }
        at = end;
      } else {
        at++;
      }
    }
    return Optional.empty();
  }

  private static String canonical(String token) {
    if (token.charAt(0) != '"') {
      return CanonicalJson.write(Json.of(Double.parseDouble(token)));
    }
    if (token.indexOf('\\') < 0 && !hasLoneSurrogate(token)) {
      return token;
    }
    return JsonReader.parse(token.getBytes(StandardCharsets.UTF_8)).canonical();
  }

  private static boolean hasLoneSurrogate(String token) {
    return token.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static int endOfString(String text, int start) {
    int at = start + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int endOfNumber(String text, int start) {
    int at = start;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
