package dev.loopgen.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A loop spec, a pattern or another configuration file is missing or invalid. */
public final class SpecException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String key;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public SpecException(String message) {
    super(message);
    this.key = null;
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public SpecException(String message, Throwable cause) {
    super(message, cause);
    this.key = null;
  }

  /**
   * Creates the exception for one value of a document.
   *
   * @param key the path to the value, for example {@code verification.commands[1]}
   * @param message what is wrong with it and what to do
   */
  public SpecException(String key, String message) {
    super(message);
    this.key = key;
  }

  /**
   * Returns the path to the invalid value.
   *
   * @return the keys joined by dots; empty if the whole document is meant
   */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }
}
