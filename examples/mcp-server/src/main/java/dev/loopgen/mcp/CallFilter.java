package dev.loopgen.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.HttpHeaders;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the message of a request before the SDK does: begins calls of tools and cancels them, which
 * the SDK does not.
 */
final class CallFilter extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String CONTEXT = "loopgen.context";

  private final transient Calls calls;
  private final int maxBytes;

  CallFilter(Calls calls, int maxBytes) {
    this.calls = calls;
    this.maxBytes = maxBytes;
  }

  /** Returns the context that this filter gave a request. */
  static McpTransportContext context(HttpServletRequest request) {
    return request.getAttribute(CONTEXT) instanceof McpTransportContext context
        ? context
        : McpTransportContext.EMPTY;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String session = Optional.ofNullable(request.getHeader(HttpHeaders.MCP_SESSION_ID)).orElse("");
    if (request.getMethod().equals("POST")) {
      post(session, request, response, chain);
      return;
    }
    chain.doFilter(request, response);
    if (request.getMethod().equals("DELETE") && response.getStatus() < 300) {
      calls.cancelAll(session);
    }
  }

  private void post(
      String session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The body is too large.");
      return;
    }
    Optional<Message> message = Message.parse(body);
    if (message.isEmpty()) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, "The body is no JSON-RPC message.");
      return;
    }
    HttpServletRequest read = new ReadRequest(request, body);
    message.get().cancelled().ifPresent(id -> calls.cancel(session, id));
    if (!message.get().isToolCall()) {
      chain.doFilter(read, response);
      return;
    }
    Optional<Call> call = calls.begin(session, message.get().idValue());
    if (call.isEmpty()) {
      refuse(response, TOO_MANY_REQUESTS, "There are too many calls, or one with this id.");
      return;
    }
    request.setAttribute(CONTEXT, ToolCalls.context(call.get()));
    call(call.get(), read, response, chain);
  }

  private static void call(
      Call call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new End(call));
      } else {
        call.endUnlessRunning();
      }
    }
  }

  private static void refuse(HttpServletResponse response, int status, String message)
      throws IOException {
    response.setStatus(status);
    response.setHeader("Connection", "close");
    response.setContentType("application/json");
    response.getOutputStream().write(Message.error(message));
  }

  /** Forgets a call whose response is over. A call that runs goes on without a client. */
  private record End(Call call) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      call.endUnlessRunning();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
