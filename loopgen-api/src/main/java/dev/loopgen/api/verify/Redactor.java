package dev.loopgen.api.verify;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Replaces secrets in text with {@value #MARKER}: known values, in the encodings in which commands
 * print them, and tokens and private keys of well-known formats.
 *
 * <p>A known value is one that is given, or that of a variable whose name says that it is secret.
 * Other secrets are not found, nor values shorter than 8 characters, nor secrets in an encoding
 * that was made to hide them: redaction protects from accidents, not from an author who wants to
 * tell. Immutable and thread-safe.
 */
public final class Redactor {

  /** The marker that replaces a secret. */
  public static final String MARKER = "[REDACTED]";

  private final SecretScanner scanner;

  private Redactor(SecretScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * Creates a redactor for the secrets of an environment.
   *
   * @param environment the variables; a value is secret if the name of its variable says so
   * @return the redactor
   */
  public static Redactor of(Map<String, String> environment) {
    return of(environment, Set.of());
  }

  /**
   * Creates a redactor for the secrets of an environment and for others.
   *
   * @param environment the variables; a value is secret if the name of its variable says so
   * @param secrets further values, each secret as a whole
   * @return the redactor
   */
  public static Redactor of(Map<String, String> environment, Set<String> secrets) {
    return new Redactor(SecretScanner.of(environment, secrets));
  }

  /**
   * Finds what is secret in the text of a file of keys or settings: its lines, and the values of
   * settings that are named like secrets or look random.
   *
   * @param text the content of the file
   * @return values for {@link #of(Map, Set)}
   */
  public static Set<String> secretsIn(String text) {
    Set<String> secrets = new LinkedHashSet<>();
    SecretText.addTo(secrets, text);
    return secrets;
  }

  /**
   * Tells whether the value of a variable or setting is redacted because of its name.
   *
   * @param name the name, for example {@code API_TOKEN}
   * @param value the value; switches such as {@code true} and paths are never secret
   * @return whether the name says that the value is secret
   */
  public static boolean isSecret(String name, String value) {
    return SecretValues.isSecret(name, value);
  }

  /**
   * Replaces the secrets in a text. Secrets that overlap become one marker.
   *
   * @param text the text; unpaired surrogates are replaced
   * @return the text without its secrets
   */
  public String redact(String text) {
    Objects.requireNonNull(text, "text");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (isClean(bytes)) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    StringBuilder redacted = new StringBuilder();
    OutputCapture capture =
        new OutputCapture(this, new byte[OutputCapture.SALT_BYTES], redacted::append);
    capture.accept(bytes, bytes.length);
    capture.finish();
    return redacted.toString();
  }

  /** Tells quickly whether a text holds no secret; a long one may hold none all the same. */
  private boolean isClean(byte[] bytes) {
    if (bytes.length > SecretScanner.WINDOW) {
      return false;
    }
    int at = scanner.candidate(bytes, 0, bytes.length);
    while (at < bytes.length && scanner.end(bytes, at, bytes.length, true) == at) {
      at = scanner.candidate(bytes, at + 1, bytes.length);
    }
    return at == bytes.length;
  }

  SecretScanner scanner() {
    return scanner;
  }

  /** Shows nothing of the secrets. */
  @Override
  public String toString() {
    return "Redactor";
  }
}
