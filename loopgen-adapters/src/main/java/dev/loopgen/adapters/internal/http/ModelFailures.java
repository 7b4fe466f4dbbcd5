package dev.loopgen.adapters.internal.http;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sentences for what can go wrong with one server. What a server said is shortened, and the key
 * is taken out of it. Causes whose messages could quote a header or a reply are not kept.
 */
public final class ModelFailures {

  private static final int LONGEST_QUOTE = 300;
  private static final int SHORTEST_PART = 8;

  private final URI address;
  private final @Nullable String key;

  ModelFailures(URI address, @Nullable String key) {
    this.address = address;
    this.key = key;
  }

  ModelException unreachable(Throwable cause) {
    return new ModelException(
        Kind.UNREACHABLE,
        "The model server at "
            + address
            + " does not answer: "
            + quote(LostConnection.reason(cause))
            + ". Start it, or correct its address.");
  }

  ModelException timedOut() {
    return new ModelException(
        Kind.TIMED_OUT,
        "The model server at " + address + " did not finish its answer before the deadline.");
  }

  ModelException truncated(Throwable cause) {
    return truncated("the connection was lost (" + quote(LostConnection.reason(cause)) + ")");
  }

  /** Reports a reply that ended early. */
  public ModelException truncated(String how) {
    return new ModelException(
        Kind.TRUNCATED,
        "The reply of the model server at "
            + address
            + " ended early: "
            + how
            + ". Its parts are not used.");
  }

  /** Reports a reply that does not follow the protocol. */
  public ModelException unreadable(String why) {
    return new ModelException(
        Kind.UNREADABLE,
        "The answer of the model server at "
            + address
            + " is not readable: "
            + quote(why)
            + ". Check that the address belongs to a server of this kind.");
  }

  /** Reports a reply beyond a limit. */
  public ModelException tooLarge(String limit) {
    return new ModelException(
        Kind.TOO_LARGE,
        "The answer of the model server at " + address + " is larger than " + limit + ".");
  }

  /** Reports an error that the server sent in place of the rest of its reply. */
  public ModelException sentError(String text) {
    Kind kind = isAboutContext(text) ? Kind.CONTEXT_TOO_LONG : Kind.SERVER_FAILED;
    return new ModelException(
        kind, "The model server at " + address + " gave up: " + quote(text) + ".");
  }

  /** Reports a response that is not a reply. */
  ModelException ofStatus(int status, String text) {
    Kind kind = kind(status, text);
    return new ModelException(
        kind,
        "The model server at "
            + address
            + " answered "
            + status
            + (text.isBlank() ? "" : ": " + quote(text))
            + ". "
            + advice(kind));
  }

  private static Kind kind(int status, String text) {
    if (status >= 300 && status < 400) {
      return Kind.REDIRECTED;
    }
    if (status >= 500) {
      return Kind.SERVER_FAILED;
    }
    return switch (status) {
      case 401, 403, 407 -> Kind.UNAUTHORIZED;
      case 404 -> Kind.NOT_FOUND;
      case 413 -> Kind.CONTEXT_TOO_LONG;
      case 429 -> Kind.RATE_LIMITED;
      default -> status < 300 ? Kind.UNREADABLE : badRequest(text);
    };
  }

  private static Kind badRequest(String text) {
    return isAboutContext(text) ? Kind.CONTEXT_TOO_LONG : Kind.BAD_REQUEST;
  }

  private static boolean isAboutContext(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('_', ' ');
    return lower.contains("context length")
        || lower.contains("context size")
        || lower.contains("context window")
        || lower.contains("prompt is too long");
  }

  private static String advice(Kind kind) {
    return switch (kind) {
      case REDIRECTED -> "Redirects are not followed: give the final address.";
      case UNAUTHORIZED -> "Check the key and what it may do.";
      case NOT_FOUND -> "Check the name of the model and the path of the address.";
      case CONTEXT_TOO_LONG -> "Give the model a larger context, or ask for less.";
      case RATE_LIMITED -> "Ask again later.";
      case SERVER_FAILED -> "Look into the server's log.";
      default -> "The server does not accept this request.";
    };
  }

  private String quote(String text) {
    String safe = key == null ? text : withoutKey(text, key);
    String line = safe.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    String cut =
        line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE).strip() + "…";
    return cut.replaceFirst("[.!]+$", "");
  }

  /** Takes out the key and, because servers like to show an end of it, its longer ends. */
  private static String withoutKey(String text, String key) {
    String safe = text.replace(key, "[key]");
    for (int length = key.length() - 1; length >= SHORTEST_PART; length--) {
      safe = safe.replace(key.substring(0, length), "[key]");
      safe = safe.replace(key.substring(key.length() - length), "[key]");
    }
    return safe;
  }
}
