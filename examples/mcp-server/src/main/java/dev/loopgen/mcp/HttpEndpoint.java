package dev.loopgen.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.http.HttpFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Speaks the protocol by streamable HTTP on the loopback device. */
final class HttpEndpoint implements AutoCloseable {

  static final String PATH = "/mcp";
  private static final int MAX_BODY = 1 << 20;

  /** Milliseconds that a client may take to send the next bytes of a request. */
  private static final String READ_TIMEOUT = "5000";

  /** Held, as a logger that nobody holds forgets its level. */
  private static final Logger CONTAINER = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final Path scratch;
  private final HttpServletStreamableServerTransportProvider transport;

  private HttpEndpoint(Path scratch, McpJsonMapper mapper) {
    this.scratch = scratch;
    transport =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(mapper)
            .mcpEndpoint(PATH)
            .contextExtractor(CallFilter::context)
            .maxRequestSize(MAX_BODY)
            .build();
  }

  /**
   * Creates an endpoint, which listens once it is started.
   *
   * @param port the port, or 0 for any that is free
   */
  static HttpEndpoint create(int port, BearerToken token, Calls calls, McpJsonMapper mapper)
      throws IOException {
    CONTAINER.setLevel(Level.WARNING);
    HttpEndpoint endpoint = new HttpEndpoint(Files.createTempDirectory("loopgen-mcp"), mapper);
    endpoint.tomcat.setBaseDir(endpoint.scratch.toString());
    endpoint.tomcat.setConnector(connector(port));
    Context context = endpoint.tomcat.addContext("", endpoint.scratch.toString());
    // It is the only one in this process, and leaves nothing to look for.
    ((StandardContext) context).setClearReferencesRmiTargets(false);
    ((StandardContext) context).setClearReferencesThreadLocals(false);
    ((StandardHost) endpoint.tomcat.getHost())
        .setErrorReportValveClass(SilentErrors.class.getName());
    add(context, "access", new AccessFilter(token));
    add(context, "calls", new CallFilter(calls, MAX_BODY));
    Wrapper servlet = Tomcat.addServlet(context, "mcp", endpoint.transport);
    servlet.setAsyncSupported(true);
    servlet.addMapping(PATH);
    return endpoint;
  }

  private static Connector connector(int port) {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(port);
    connector.setXpoweredBy(false);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("connectionTimeout", READ_TIMEOUT);
    connector.setProperty("maxHttpRequestHeaderSize", "8192");
    connector.setProperty("maxConnections", "1024");
    connector.setProperty("maxThreads", "64");
    connector.setProperty("maxSwallowSize", "0");
    return connector;
  }

  private static void add(Context context, String name, HttpFilter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap everything = new FilterMap();
    everything.setFilterName(name);
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
  }

  HttpServletStreamableServerTransportProvider transport() {
    return transport;
  }

  /**
   * Starts to listen.
   *
   * @return the port
   * @throws IOException if the port is taken
   */
  int start() throws IOException {
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException("The HTTP endpoint cannot be started: " + cause(e) + ".", e);
    }
    int port = tomcat.getConnector().getLocalPort();
    if (port < 0) {
      throw new IOException("The HTTP endpoint cannot be started: the port is taken.");
    }
    return port;
  }

  private static String cause(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException("The HTTP endpoint cannot be stopped: " + cause(e) + ".", e);
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  /** Shows clients no page about an error, which would name the server. */
  public static final class SilentErrors extends ErrorReportValve {

    /** Used by Tomcat. */
    public SilentErrors() {
      setShowReport(false);
      setShowServerInfo(false);
    }
  }
}
