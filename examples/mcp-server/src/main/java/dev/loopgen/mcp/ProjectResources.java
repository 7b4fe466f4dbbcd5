package dev.loopgen.mcp;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What clients may read: the spec of the base, the last report, and entries of the ledger. */
final class ProjectResources {

  static final String SPEC = "loopgen://spec";
  static final String REPORT = "loopgen://report";
  static final String ENTRY = "loopgen://entry/";

  private static final Pattern ENTRY_URI = Pattern.compile(ENTRY + "([0-9a-f]{64})");

  /** A report's name ends with the time of its run. */
  private static final Pattern REPORT_NAME =
      Pattern.compile(".*-(\\d{4}-\\d\\d-\\d\\dT[0-9-]+Z)\\.md");

  private final ServedProject project;
  private final Executor workers;

  ProjectResources(ServedProject project, Executor workers) {
    this.project = project;
    this.workers = workers;
  }

  List<AsyncResourceSpecification> resources() {
    return List.of(
        new AsyncResourceSpecification(
            Resource.builder(SPEC, "spec")
                .description("The loops of the base, which the change is judged by.")
                .mimeType("application/yaml")
                .build(),
            (client, request) -> read(request.uri(), "application/yaml", this::spec)),
        new AsyncResourceSpecification(
            Resource.builder(REPORT, "report")
                .description("The report of the latest run.")
                .mimeType("text/markdown")
                .build(),
            (client, request) -> read(request.uri(), "text/markdown", this::report)));
  }

  List<AsyncResourceTemplateSpecification> templates() {
    return List.of(
        new AsyncResourceTemplateSpecification(
            ResourceTemplate.builder(ENTRY + "{hash}", "entry")
                .description("An entry of the ledger, by its hash.")
                .mimeType("application/json")
                .build(),
            (client, request) ->
                read(request.uri(), "application/json", () -> entry(request.uri()))));
  }

  private Mono<ReadResourceResult> read(
      String uri, String type, Callable<Optional<String>> content) {
    return Mono.fromCallable(
            () ->
                content
                    .call()
                    .map(text -> result(uri, type, text))
                    .orElseThrow(() -> error(ErrorCodes.RESOURCE_NOT_FOUND, "There is no " + uri)))
        .onErrorMap(LoopgenException.class, e -> error(ErrorCodes.INTERNAL_ERROR, e.getMessage()))
        .onErrorMap(
            IOException.class,
            e -> error(ErrorCodes.INTERNAL_ERROR, uri + " is not read: " + e.getMessage() + "."))
        .subscribeOn(Schedulers.fromExecutor(workers));
  }

  private static ReadResourceResult result(String uri, String type, String text) {
    return ReadResourceResult.builder(
            List.of(TextResourceContents.builder(uri, text).mimeType(type).build()))
        .build();
  }

  private static McpError error(int code, @Nullable String message) {
    return McpError.builder(code).message(String.valueOf(message)).build();
  }

  private Optional<String> spec() throws InterruptedException {
    return Loopgen.fileAtBase(project.root(), project.trust(), project.specFile())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private Optional<String> report() throws IOException {
    PlainFiles files = new PlainFiles(project.root());
    Optional<String> last =
        files.names(".loopgen", "reports").stream()
            .filter(name -> time(name).isPresent())
            .max(Comparator.comparing((String name) -> time(name).orElse("")));
    return last.isEmpty()
        ? Optional.empty()
        : files
            .read(".loopgen", "reports", last.get())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Optional<String> time(String name) {
    Matcher matcher = REPORT_NAME.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Optional<String> entry(String uri) {
    Matcher matcher = ENTRY_URI.matcher(uri);
    return matcher.matches()
        ? new LedgerEntries(project.root())
            .withHash(matcher.group(1))
            .map(AuditEntry::json)
            .map(json -> json.canonical())
        : Optional.empty();
  }
}
