package dev.loopgen.testkit.model;

import java.io.IOException;

/** Faults that take the place of a reply. */
final class FaultyResponse {

  private static final String JSON = "application/json";

  private FaultyResponse() {}

  /** Sends the response of such a fault; false if the reply has another fault, or none. */
  static boolean send(HttpConversation http, ReceivedRequest request, ScriptedReply reply)
      throws IOException {
    String key = request.headers().getOrDefault("Authorization", "no key");
    switch (reply.fault()) {
      case RESET_BEFORE_REPLY -> http.reset();
      case RATE_LIMITED -> error(http, 429, retryAfter(reply), "too many requests with " + key);
      case LOADING -> error(http, 503, retryAfter(reply), "Loading model for " + key);
      case FAILING -> error(http, 500, retryAfter(reply), "out of memory for " + key);
      case REDIRECT -> error(http, 307, "Location: " + request.path() + "/elsewhere\r\n", key);
      case UNAUTHORIZED -> error(http, 401, "", "Incorrect API key provided: " + key);
      case UNKNOWN_MODEL -> error(http, 404, "", "model not found for " + key);
      case BAD_REQUEST -> error(http, 400, "", "this member is not supported, " + key);
      case CONTEXT_EXCEEDED ->
          error(http, 400, "", "the request exceeds the available context size, " + key);
      case WRONG_CONTENT_TYPE ->
          http.respond(200, "text/html", "", "<html><body>Welcome, " + key + "</body></html>");
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String retryAfter(ScriptedReply reply) {
    return reply.retryAfter() < 0 ? "" : "Retry-After: " + reply.retryAfter() + "\r\n";
  }

  private static void error(HttpConversation http, int status, String headers, String message)
      throws IOException {
    http.respond(status, JSON, headers, Wire.json("error", message));
  }
}
