package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guarded file keeps secret reaches neither the result nor a file of the run. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class GuardedSecretTest {

  private static final String SECRET = "wq8Zk3-vHn5TpLx2Rd7";
  private static final String SETTING = "API_KEY=\"" + SECRET + "\"\n";

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat .env",
        "sed -n 's/^API_KEY=//p' .env | tr -d '\"'",
        "sed -n 's/^API_KEY=//p' .env | tr -d '\"\\n' | base64 -w0",
        "base64 -w0 .env",
        "base64 .env",
        "sed -n 's/^API_KEY=//p' .env | tr -d '\"\\n' | od -An -tx1 | tr -d ' \\n'"
      })
  void run_commandThatPrintsAWatchedFile_leavesNoTraceOfItsValue(String command) throws Exception {
    LoopProject project = project(command);
    project.repository().write(".gitignore", ".env\n").commitAll("ignore it");
    project.repository().write(".env", "# settings\nMODE=test\n" + SETTING);

    assertHidden(project.run());
  }

  @Test
  void run_guardedFileThatIsNotIgnored_isRedactedToo() throws Exception {
    LoopProject project = project("cat .env");
    project.repository().write(".env", SETTING);

    assertHidden(project.run());
  }

  @Test
  void run_keyFile_isRedactedLineByLine() throws Exception {
    LoopProject project = project("sed -n 2p secrets/key.pem; tail -c 5 a.txt");
    project.repository().write(".gitignore", "secrets/\n").write("a.txt", "done\n").commitAll("a");
    project
        .repository()
        .write("secrets/key.pem", "-----BEGIN X-----\n" + SECRET + "\n-----END X-----\n");

    assertThat(assertHidden(project.run())).isEqualTo("[REDACTED]\ndone\n");
  }

  @Test
  void run_wordsOfAWatchedFile_stayInTheOutput() {
    LoopProject project = project("echo production, my-shop-backend");
    project.repository().write(".gitignore", ".env\n").commitAll("ignore it");
    project.repository().write(".env", "NODE_ENV=production\nNAME=my-shop-backend\n");

    assertThat(output(project.run())).isEqualTo("production, my-shop-backend\n");
  }

  private LoopProject project(String command) {
    LoopProject project =
        LoopProject.uncommitted(root, LoopProject.loop(command, ".env", "secrets/"));
    project.repository().commitAll("first");
    return project;
  }

  /** Returns the output of the command. */
  private String assertHidden(RunResult result) throws IOException {
    String report = Files.readString(result.report().orElseThrow());
    String ledger = Files.readString(root.resolve(".loopgen/audit.jsonl"));
    String bare = SECRET.substring(4, 12);
    assertThat(output(result)).contains("[REDACTED]");
    for (String text : new String[] {output(result), report, ledger}) {
      assertThat(text).doesNotContain(bare, base64(SECRET), hex(bare));
    }
    return output(result);
  }

  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes).substring(4, 20);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String output(RunResult result) {
    return result.verification().commands().get(0).output().orElseThrow().tail();
  }
}
