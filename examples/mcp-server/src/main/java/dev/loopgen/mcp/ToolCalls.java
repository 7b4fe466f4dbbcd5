package dev.loopgen.mcp;

import dev.loopgen.api.LoopgenException;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Offers the tools of a project, and executes calls of them. */
final class ToolCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);
  private static final String CALL = "loopgen.call";

  private final McpJsonMapper mapper;
  private final Executor workers;

  ToolCalls(McpJsonMapper mapper, Executor workers) {
    this.mapper = mapper;
    this.workers = workers;
  }

  /** Returns the context by which a transport tells a tool which call it answers. */
  static McpTransportContext context(Call call) {
    return McpTransportContext.create(Map.of(CALL, call));
  }

  AsyncToolSpecification specification(ProjectTool tool) {
    return AsyncToolSpecification.builder()
        .tool(definition(tool))
        .callHandler((client, request) -> call(tool, client, request))
        .build();
  }

  private Tool definition(ProjectTool tool) {
    String input = tool.runsALoop() ? "run.input.json" : "empty.input.json";
    return Tool.builder(tool.name(), mapper, Schemas.text(input))
        .description(tool.description())
        .outputSchema(mapper, Schemas.text(tool.outputSchema()))
        .annotations(
            ToolAnnotations.builder()
                .readOnlyHint(!tool.runsALoop())
                .destructiveHint(false)
                .openWorldHint(false)
                .build())
        .build();
  }

  private Mono<CallToolResult> call(
      ProjectTool tool, McpAsyncServerExchange client, CallToolRequest request) {
    if (!(client.transportContext().get(CALL) instanceof Call call)) {
      return Mono.error(new IllegalStateException("the transport began no call"));
    }
    return Mono.create(sink -> workers.execute(() -> answer(tool, client, request, call, sink)));
  }

  /** Answers, unless the call is cancelled: then there is no answer. */
  private void answer(
      ProjectTool tool,
      McpAsyncServerExchange client,
      CallToolRequest request,
      Call call,
      MonoSink<CallToolResult> sink) {
    try {
      call.run(() -> result(tool, client, request)).ifPresentOrElse(sink::success, sink::success);
    } catch (LoopgenException | IllegalArgumentException e) {
      sink.success(failure(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      sink.success(failure("The server is shutting down. Nothing was recorded."));
    } catch (Exception e) {
      LOG.error("the tool {} failed", tool.name(), e);
      sink.success(failure("The server failed; its log says why. This is no verdict."));
    } catch (Error e) {
      sink.error(e);
      throw e;
    }
  }

  private CallToolResult result(
      ProjectTool tool, McpAsyncServerExchange client, CallToolRequest request)
      throws InterruptedException {
    Optional<String> loop = loop(tool, request);
    ToolAnswer answer = tool.call(loop, ProgressReport.of(client, request.progressToken()));
    return CallToolResult.builder()
        .structuredContent(mapper, answer.json().canonical())
        .addTextContent(answer.text())
        .isError(false)
        .build();
  }

  /** Takes the only argument that there is. */
  private static Optional<String> loop(ProjectTool tool, CallToolRequest request) {
    Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
    for (String name : arguments.keySet()) {
      if (!tool.runsALoop() || !name.equals("loop")) {
        throw new IllegalArgumentException(
            "There is no argument " + name + ". What the server trusts is fixed when it starts.");
      }
    }
    Object loop = arguments.get("loop");
    if (loop != null && !(loop instanceof String)) {
      throw new IllegalArgumentException("The argument loop must be a string.");
    }
    return Optional.ofNullable((String) loop);
  }

  private static CallToolResult failure(String message) {
    return CallToolResult.builder().addTextContent(message).isError(true).build();
  }
}
