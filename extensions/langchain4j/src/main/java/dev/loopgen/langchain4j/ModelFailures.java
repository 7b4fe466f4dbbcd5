package dev.loopgen.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says why a chat model gave no reply, without a word of the server's, which may hold a key. */
final class ModelFailures {

  private static final int MOST_CAUSES = 20;

  private ModelFailures() {}

  static ModelException timedOut(String name) {
    return new ModelException(
        Kind.TIMED_OUT, "The model " + name + " gave no reply in time. Allow more, or ask less.");
  }

  static ModelException unreadable(String name, String what) {
    return new ModelException(
        Kind.UNREADABLE, "The chat model " + name + " " + what + ". Check its configuration.");
  }

  static ModelException tooLarge(String name) {
    return new ModelException(
        Kind.TOO_LARGE, "The reply of " + name + " is larger than any answer. Ask for less.");
  }

  static ModelException of(Throwable failure, boolean began, String name) {
    if (failure instanceof ModelException known) {
      return known;
    }
    Kind kind = kind(failure, began);
    return new ModelException(
        kind,
        "The chat model "
            + name
            + " gave no complete reply: "
            + kind.id()
            + ". The log of LangChain4j has the server's answer.");
  }

  private static Kind kind(Throwable failure, boolean began) {
    for (Throwable cause : causes(failure)) {
      if (cause instanceof HttpException http) {
        return kind(http);
      }
    }
    for (Throwable cause : causes(failure)) {
      Optional<Kind> kind = kindOf(cause, began);
      if (kind.isPresent()) {
        return kind.get();
      }
    }
    return Kind.UNREADABLE;
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable at = failure; at != null && all.size() < MOST_CAUSES; at = at.getCause()) {
      all.add(at);
    }
    return all;
  }

  private static Optional<Kind> kindOf(Throwable cause, boolean began) {
    if (cause instanceof TimeoutException) {
      return Optional.of(Kind.TIMED_OUT);
    } else if (cause instanceof AuthenticationException) {
      return Optional.of(Kind.UNAUTHORIZED);
    } else if (cause instanceof RateLimitException) {
      return Optional.of(Kind.RATE_LIMITED);
    } else if (cause instanceof ModelNotFoundException) {
      return Optional.of(Kind.NOT_FOUND);
    } else if (cause instanceof UnresolvedModelServerException) {
      return Optional.of(Kind.UNREACHABLE);
    } else if (cause instanceof InternalServerException) {
      return Optional.of(Kind.SERVER_FAILED);
    } else if (cause instanceof InvalidRequestException) {
      return Optional.of(refused(cause));
    } else if (cause instanceof ContentFilteredException
        || cause instanceof UnsupportedFeatureException) {
      return Optional.of(Kind.BAD_REQUEST);
    } else if (cause instanceof JsonProcessingException) {
      return Optional.of(Kind.UNREADABLE);
    } else if (cause instanceof IOException) {
      return Optional.of(began ? Kind.TRUNCATED : Kind.UNREACHABLE);
    }
    return Optional.empty();
  }

  private static Kind kind(HttpException http) {
    int status = http.statusCode();
    if (status >= 300 && status < 400) {
      return Kind.REDIRECTED;
    } else if (status == 401 || status == 403) {
      return Kind.UNAUTHORIZED;
    } else if (status == 404) {
      return Kind.NOT_FOUND;
    } else if (status == 429) {
      return Kind.RATE_LIMITED;
    } else if (status >= 500) {
      return Kind.SERVER_FAILED;
    }
    return refused(http);
  }

  /** Tells a prompt that is too long from other refusals by the words that servers use. */
  private static Kind refused(Throwable refusal) {
    String said = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
    boolean context = said.contains("context") && said.matches("(?s).*(length|exceed|size|long).*");
    return context ? Kind.CONTEXT_TOO_LONG : Kind.BAD_REQUEST;
  }
}
