package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's own client has a change judged, which is wrong at first, over both transports. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class SdkClientTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void client_overStandardStreams_hasAChangeJudged() throws Exception {
    McpProject project = project();
    List<String> command = ServerProcess.command(project, "--isolate=none");
    ServerParameters server =
        ServerParameters.builder(command.get(0)).args(command.subList(1, command.size())).build();

    work(project, new StdioClientTransport(server, McpJsonDefaults.getMapper()));
  }

  @Test
  void client_overHttp_hasAChangeJudged() throws Exception {
    McpProject project = project();
    try (HttpSession session = new HttpSession(project.served(), directory.resolve("token"))) {
      String authorization = "Bearer " + session.token();

      work(
          project,
          HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + session.port())
              .addHttpRequestCustomizer(
                  (request, method, uri, body, context) ->
                      request.header("Authorization", authorization))
              .build());
    }
  }

  private McpProject project() throws Exception {
    return McpProject.in(directory.resolve("shop"), "git grep -q two -- src");
  }

  private static void work(McpProject project, McpClientTransport transport) throws Exception {
    List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
    try (McpSyncClient client =
        McpClient.sync(transport)
            .requestTimeout(PATIENCE)
            .initializationTimeout(PATIENCE)
            .enableCallToolSchemaCaching(true)
            .progressConsumer(progress::add)
            .build()) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("loopgen");
      client.ping();
      assertThat(client.listTools().tools())
          .extracting(tool -> tool.name())
          .containsExactlyInAnyOrder("run", "check", "verify", "explain", "tests");
      assertThat(client.listTools().tools()).allMatch(tool -> tool.outputSchema() != null);
      assertThat(structured(client, "explain").toString()).contains("git grep -q two");

      assertThat(structured(client, "run")).containsEntry("passed", false);
      assertThat(structured(client, "check")).containsEntry("decision", "refused");
      project.write("src/app.txt", "two\n");
      assertThat(structured(client, "run")).containsEntry("passed", true);

      assertThat(structured(client, "check")).containsEntry("decision", "accepted");
      assertThat(structured(client, "verify")).containsEntry("intact", true);
      assertThat(structured(client, "tests").get("run").toString()).contains("passed=true");
      assertThat(progress)
          .extracting(ProgressNotification::message)
          .contains(
              "verify",
              "command 1: git grep -q two -- src",
              "command 1 failed",
              "command 1 passed");
      read(project, client);
    }
    assertThat(project.entries()).hasSize(2);
  }

  private static void read(McpProject project, McpSyncClient client) {
    assertThat(client.listResources().resources())
        .extracting(resource -> resource.uri())
        .containsExactlyInAnyOrder(ProjectResources.SPEC, ProjectResources.REPORT);
    assertThat(client.listResourceTemplates().resourceTemplates()).hasSize(1);
    String hash = project.entries().get(1).hash().orElseThrow();
    assertThat(text(client, ProjectResources.SPEC)).contains("git grep -q two");
    assertThat(text(client, ProjectResources.REPORT)).contains(hash);
    assertThat(text(client, ProjectResources.ENTRY + hash)).contains(hash);
    assertThatThrownBy(() -> text(client, "file:///etc/hostname")).isInstanceOf(McpError.class);
  }

  private static Map<String, Object> structured(McpSyncClient client, String tool) {
    CallToolResult result =
        client.callTool(
            CallToolRequest.builder(tool).arguments(Map.of()).progressToken(tool).build());
    assertThat(result.isError()).as(result.toString()).isFalse();
    return McpJsonDefaults.getMapper()
        .convertValue(result.structuredContent(), new TypeRef<Map<String, Object>>() {});
  }

  private static String text(McpSyncClient client, String uri) {
    return ((TextResourceContents)
            client.readResource(ReadResourceRequest.builder(uri).build()).contents().get(0))
        .text();
  }
}
