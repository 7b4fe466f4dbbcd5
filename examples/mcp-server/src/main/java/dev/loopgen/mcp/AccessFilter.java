package dev.loopgen.mcp;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests that are not for this machine by name, come from a web page of another origin,
 * or show no token: a page can have its own name lead to this machine, and any program on it can
 * connect. Reads no body.
 */
final class AccessFilter extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost");

  private final transient BearerToken token;

  AccessFilter(BearerToken token) {
    this.token = token;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String port = ":" + request.getLocalPort();
    if (!isOneOf(all(request, "Host"), "", port)) {
      refuse(response, HttpServletResponse.SC_MISDIRECTED_REQUEST);
    } else if (!all(request, "Origin").isEmpty()
        && !isOneOf(all(request, "Origin"), "http://", port)) {
      refuse(response, HttpServletResponse.SC_FORBIDDEN);
    } else if (!isAuthorized(all(request, "Authorization"))) {
      response.setHeader("WWW-Authenticate", "Bearer");
      refuse(response, HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static List<String> all(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private static boolean isOneOf(List<String> values, String scheme, String port) {
    return values.size() == 1
        && NAMES.stream()
            .map(name -> scheme + name + port)
            .anyMatch(values.get(0).toLowerCase(Locale.ROOT)::equals);
  }

  private boolean isAuthorized(List<String> values) {
    return values.size() == 1 && token.isShownBy(values.get(0));
  }

  private static void refuse(HttpServletResponse response, int status) {
    response.setStatus(status);
    response.setHeader("Connection", "close");
  }
}
