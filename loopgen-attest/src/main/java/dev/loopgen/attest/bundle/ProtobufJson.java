package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads members of a protocol buffer's JSON form, where null means missing and bytes are canonical
 * base64 of either alphabet.
 *
 * <p>Every method that reads a member throws an {@link AttestationException} that names the member
 * if it is missing or of another type. Immutable and thread-safe.
 */
public final class ProtobufJson {

  private static final double MAX_EXACT = 1L << 53;
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");

  private final String where;
  private final Json.Obj object;

  /**
   * Wraps an object.
   *
   * @param where the path to it, for messages
   * @param object the object
   */
  public ProtobufJson(String where, Json.Obj object) {
    this.where = where;
    this.object = object;
  }

  /**
   * Tells whether a member is present.
   *
   * @param name its name
   * @return false also if it is null
   */
  public boolean has(String name) {
    return object.find(name).filter(value -> !value.equals(Json.NULL)).isPresent();
  }

  /**
   * Returns a member that is an object.
   *
   * @param name its name
   * @return its members
   */
  public ProtobufJson object(String name) {
    return object
        .object(name)
        .map(found -> new ProtobufJson(where + "." + name, found))
        .orElseThrow(() -> wrong(name, "an object"));
  }

  /**
   * Returns a member that is a text.
   *
   * @param name its name
   * @return the text
   */
  public String string(String name) {
    return object.string(name).orElseThrow(() -> wrong(name, "a text"));
  }

  /**
   * Returns a member that is a text or missing.
   *
   * @param name its name
   * @return the text, or empty if there is none
   */
  public Optional<String> optionalString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /**
   * Returns a member that is a list of objects.
   *
   * @param name its name
   * @return the members of each; none if there is no list
   */
  public List<ProtobufJson> list(String name) {
    if (!has(name)) {
      return List.of();
    }
    return object.array(name).orElseThrow(() -> wrong(name, "a list")).stream()
        .map(
            element -> {
              if (element instanceof Json.Obj found) {
                return new ProtobufJson(where + "." + name, found);
              }
              throw wrong(name, "a list of objects");
            })
        .toList();
  }

  /**
   * Returns a member that is bytes.
   *
   * @param name its name
   * @return the bytes, at least one
   */
  public byte[] bytes(String name) {
    return decode(name, string(name));
  }

  /**
   * Returns a member that is a list of bytes.
   *
   * @param name its name
   * @return the bytes of each; none if there is no list
   */
  public List<byte[]> bytesList(String name) {
    if (!has(name)) {
      return List.of();
    }
    return object.array(name).orElseThrow(() -> wrong(name, "a list")).stream()
        .map(
            element -> {
              if (element instanceof Json.Text text) {
                return decode(name, text.value());
              }
              throw wrong(name, "a list of base64");
            })
        .toList();
  }

  /**
   * Returns a member that is a list of texts.
   *
   * @param name its name
   * @return the texts
   */
  public List<String> strings(String name) {
    return object.array(name).orElseThrow(() -> wrong(name, "a list")).stream()
        .map(
            element -> {
              if (element instanceof Json.Text text) {
                return text.value();
              }
              throw wrong(name, "a list of texts");
            })
        .toList();
  }

  /**
   * Returns a member that is an integer of 64 bits, as a text or, up to 2<sup>53</sup>, a number.
   *
   * @param name its name
   * @return the integer
   */
  public long int64(String name) {
    Json value = object.find(name).orElse(Json.NULL);
    if (value instanceof Json.Num number
        && Math.abs(number.value()) < MAX_EXACT
        && number.value() == Math.rint(number.value())) {
      return (long) number.value();
    }
    if (value instanceof Json.Text text && INTEGER.matcher(text.value()).matches()) {
      try {
        return Long.parseLong(text.value());
      } catch (NumberFormatException tooLarge) {
        throw new AttestationException(message(name, "an integer of 64 bits"), tooLarge);
      }
    }
    throw wrong(name, "an integer");
  }

  private byte[] decode(String name, String text) {
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

  /**
   * Returns the object itself.
   *
   * @return the object
   */
  public Json.Obj json() {
    return object;
  }

  /** Tells whether the text has no bits that decoding would drop. */
  private static boolean isCanonical(String text, byte[] bytes) {
    String standard = Base64.getEncoder().encodeToString(bytes);
    return text.replace('-', '+').replace('_', '/').equals(standard);
  }

  private AttestationException wrong(String name, String type) {
    return new AttestationException(message(name, type));
  }

  private String message(String name, String type) {
    return where + "." + name + " is not " + type + ". Check that the bundle is complete.";
  }
}
