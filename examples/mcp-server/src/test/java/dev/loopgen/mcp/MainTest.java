package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process: what it prints where, how it starts and how it ends. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class MainTest {

  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;

  private static final String RUN =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run","arguments":{}}}
      """;

  @TempDir private Path directory;

  @Test
  void process_thatIsTerminated_killsTheCommandsOfItsRun() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), McpProject.ENDLESS);
    Process process = start(project, "--isolate=none");
    process.getOutputStream().write((HELLO + RUN).getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    ProcessHandle child = project.child();

    process.destroy();

    McpProject.until(() -> !child.isAlive());
    process.waitFor();
    assertThat(project.entries()).isEmpty();
  }

  @Test
  void process_writesTheProtocolAloneToStandardOutput() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "echo loud; echo loud >&2");
    Process process = start(project, "--isolate=none");
    process.getOutputStream().write(("junk\n" + HELLO + RUN).getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    List<String> lines = new ArrayList<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);

    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.contains("\"id\":1,")) {
        process.getOutputStream().close();
      }
    }

    assertThat(process.waitFor()).isZero();
    assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(project.entries()).hasSize(1);
  }

  @Test
  void process_overHttp_saysWhereAndKeepsItsTokenFromOthers() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    Path printed = directory.resolve("out");
    Process process =
        new ProcessBuilder(ServerProcess.command(project, "--http=0"))
            .redirectOutput(printed.toFile())
            .start();
    try {
      String line = process.errorReader(StandardCharsets.UTF_8).readLine();
      Path token = project.directory().resolve(".git/loopgen/mcp/token");

      assertThat(line)
          .matches("loopgen-mcp: http://127\\.0\\.0\\.1:\\d+/mcp, token in .*")
          .contains(token.toString())
          .doesNotContain(Files.readString(token).strip());
      assertThat(Files.getPosixFilePermissions(token)).hasSize(2);
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(printed).isEmptyFile();
  }

  @Test
  void process_thatCannotServe_saysWhyAndServesNothing() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    assertThat(refusal(project, "--isolate=maybe")).contains("There is no isolation maybe");
    assertThat(refusal(project, "--trust-ref=")).contains("not a revision");
    git(project);
    assertThat(refusal(project)).contains("not inside a git repository");
  }

  private static void git(McpProject project) throws IOException {
    Files.move(project.directory().resolve(".git"), project.directory().resolve("git"));
  }

  private static String refusal(McpProject project, String... options) throws Exception {
    Process process = start(project, options);
    process.getOutputStream().close();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(said).doesNotContain("\tat ");
    return said;
  }

  private static Process start(McpProject project, String... options) throws IOException {
    return new ProcessBuilder(ServerProcess.command(project, options)).start();
  }
}
