package dev.loopgen.mcp;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.LoopSpecs;
import dev.loopgen.core.Loopgen;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves one project until the client, or the process, ends. */
@Command(
    name = "loopgen-mcp",
    mixinStandardHelpOptions = true,
    description =
        "Serves one project by the Model Context Protocol: by standard streams, or with --http on"
            + " this machine's loopback device. Clients cannot change what is given here.")
final class ServerCommand implements Callable<Integer> {

  private static final int ERROR = 2;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project's directory. Default: the current one")
  private Path directory = Path.of(".");

  @Option(
      names = "--trust-ref",
      paramLabel = "REV",
      description = "Trust the content of this branch, tag or commit. Default: the default branch")
  private @Nullable String trustRef;

  @Option(
      names = "--loops-file",
      paramLabel = "FILE",
      defaultValue = LoopSpecs.FILE,
      description = "The spec file, relative to the project. Default: ${DEFAULT-VALUE}")
  private String specFile = LoopSpecs.FILE;

  @Option(
      names = "--isolate",
      paramLabel = "LEVEL",
      defaultValue = "sandbox",
      description =
          "How far commands are isolated: sandbox, export or none. With none, they run what an"
              + " agent wrote with your rights. Default: ${DEFAULT-VALUE}")
  private String isolate = "sandbox";

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "Serve by HTTP on this port of 127.0.0.1; 0 takes any that is free.")
  private @Nullable Integer port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The file of the token that clients show; created if it is missing. Default: a file in"
              + " the git directory, which isolated commands do not see")
  private @Nullable Path tokenFile;

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  ServerCommand(InputStream in, OutputStream out, PrintStream err, Map<String, String> env) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(env);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Path root = directory.toRealPath();
      Path secrets = Loopgen.privateDirectory(root).resolve("mcp");
      ServedProject project =
          new ServedProject(root, trust(), specFile, isolation(secrets), environment);
      McpJsonMapper mapper = McpJsonDefaults.getMapper();
      try (ProjectServer server = new ProjectServer(project, mapper)) {
        return port == null
            ? stdio(server, mapper)
            : http(server, mapper, tokenFile == null ? secrets.resolve("token") : tokenFile, port);
      }
    } catch (LoopgenException | IllegalArgumentException | IOException e) {
      err.println("loopgen-mcp: " + sentence(e));
      return ERROR;
    }
  }

  private String sentence(Exception e) {
    return e instanceof NoSuchFileException
        ? "There is no directory " + directory + ". Check the path of the project."
        : String.valueOf(e.getMessage());
  }

  private Trust trust() {
    return trustRef == null ? Trust.ofPlatform(environment) : Trust.ref(trustRef);
  }

  private Isolation isolation(Path secrets) {
    Isolation.Level level =
        Isolation.Level.find(isolate)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no isolation " + isolate + ". Use sandbox, export or none."));
    return level == Isolation.Level.NONE
        ? Isolation.NONE
        : Isolation.builder(level).hide(secrets).build();
  }

  private int stdio(ProjectServer server, McpJsonMapper mapper) throws IOException {
    StdioTransport transport = new StdioTransport(mapper, in, out, server.calls());
    server.serve(transport);
    Thread hook = new Thread(server::close, "loopgen-mcp-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      transport.serve();
      server.close();
      transport.closeGracefully().block();
      return 0;
    } finally {
      remove(hook);
    }
  }

  private int http(ProjectServer server, McpJsonMapper mapper, Path tokenFile, int port)
      throws IOException, InterruptedException {
    BearerToken token = BearerToken.at(tokenFile);
    CountDownLatch stopped = new CountDownLatch(1);
    try (HttpEndpoint endpoint = HttpEndpoint.create(port, token, server.calls(), mapper)) {
      server.serve(endpoint.transport());
      int bound = endpoint.start();
      err.println(
          "loopgen-mcp: http://127.0.0.1:" + bound + HttpEndpoint.PATH + ", token in " + tokenFile);
      Thread hook = new Thread(() -> close(server, endpoint), "loopgen-mcp-shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        stopped.await();
        return 0;
      } finally {
        remove(hook);
      }
    }
  }

  private static void close(ProjectServer server, HttpEndpoint endpoint) {
    try {
      server.close();
      endpoint.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      Thread.currentThread().interrupt();
    }
  }
}
