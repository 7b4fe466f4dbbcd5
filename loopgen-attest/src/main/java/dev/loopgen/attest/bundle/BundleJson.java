package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;

/** Reads the JSON objects of bundles with {@link Json#parse(byte[])}, up to a maximum size. */
public final class BundleJson {

  private static final int MAX_BYTES = 32 << 20;

  private BundleJson() {}

  /**
   * Reads an object.
   *
   * @param what a noun phrase for messages, with a capital letter
   * @param bytes the text in UTF-8
   * @return the object
   * @throws AttestationException if the bytes are anything but one JSON object
   */
  public static Json.Obj read(String what, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new AttestationException(
          what + " is larger than " + MAX_BYTES + " bytes. Check that it is the right file.");
    }
    try {
      if (Json.parse(bytes) instanceof Json.Obj object) {
        return object;
      }
    } catch (InvalidJsonException e) {
      throw new AttestationException(
          what + " cannot be read: " + e.getMessage() + ". Check that it is complete.", e);
    }
    throw new AttestationException(what + " is not a JSON object. Check that it is complete.");
  }
}
