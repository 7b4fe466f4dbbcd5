package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Looks members up in the JSON form of a protocol buffer, where null is the same as missing and
 * bytes are base64 of either alphabet, in one spelling each.
 */
final class Members {

  private final String where;
  private final Json.Obj object;

  Members(String where, Json.Obj object) {
    this.where = where;
    this.object = object;
  }

  boolean has(String name) {
    return object.find(name).filter(value -> !value.equals(Json.NULL)).isPresent();
  }

  Members object(String name) {
    return object
        .object(name)
        .map(found -> new Members(where + "." + name, found))
        .orElseThrow(() -> wrong(name, "an object"));
  }

  String string(String name) {
    return object.string(name).orElseThrow(() -> wrong(name, "a text"));
  }

  Optional<String> optionalString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /** Returns the members of a list of objects; none where there is no list. */
  List<Members> list(String name) {
    if (!has(name)) {
      return List.of();
    }
    return object.array(name).orElseThrow(() -> wrong(name, "a list")).stream()
        .map(
            element -> {
              if (element instanceof Json.Obj found) {
                return new Members(where + "." + name, found);
              }
              throw wrong(name, "a list of objects");
            })
        .toList();
  }

  byte[] bytes(String name) {
    String text = string(name);
    Base64.Decoder decoder =
        text.indexOf('-') < 0 && text.indexOf('_') < 0
            ? Base64.getDecoder()
            : Base64.getUrlDecoder();
    try {
      byte[] bytes = decoder.decode(text);
      if (bytes.length > 0 && isCanonical(text, bytes)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new AttestationException(message(name, "base64"), notBase64);
    }
    throw wrong(name, "base64");
  }

  Json.Obj json() {
    return object;
  }

  /** Tells whether the text has no bits that decoding drops. */
  private static boolean isCanonical(String text, byte[] bytes) {
    String standard = Base64.getEncoder().encodeToString(bytes);
    return text.replace('-', '+').replace('_', '/').equals(standard);
  }

  private AttestationException wrong(String name, String type) {
    return new AttestationException(message(name, type));
  }

  private String message(String name, String type) {
    return where + "." + name + " is not " + type + ". Check that the bundle is whole.";
  }
}
