package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a client tries that wants more than the server was started for. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class ConfinementTest {

  private static final List<String> TOOLS = List.of("run", "check", "verify", "explain", "tests");

  @TempDir private Path directory;

  @Test
  void arguments_forOtherPathsBasesOrRules_areRefusedAndNothingRuns() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "touch ran.tmp");
    try (StdioSession session = StdioSession.ready(project.served())) {
      List<String> attempts =
          List.of(
              "{'path':'/'}",
              "{'root':'..'}",
              "{'project':'../other'}",
              "{'base':'HEAD'}",
              "{'trustRef':'HEAD'}",
              "{'adoptSpec':'sha256:" + "0".repeat(64) + "'}",
              "{'isolate':'none'}",
              "{'specFile':'other.yaml'}",
              "{'command':'true'}",
              "{'policy':'x'}",
              "{'acknowledge':['secret']}",
              "{'loop':1}",
              "{'loop':['check']}",
              "{'loop':''}",
              "{'loop':'../check'}",
              "{'loop':'other'}",
              "[]",
              "'check'");
      int id = 0;
      for (String attempt : attempts) {
        for (String tool : attempt.contains("loop") ? List.of("run") : TOOLS) {
          session.call(++id, tool, attempt);
          assertRefused(session.answer(id), tool + attempt);
        }
      }
      session.call(++id, "write", "{}");
      assertRefused(session.answer(id), "write");
    }
    assertThat(project.directory().resolve("ran.tmp")).doesNotExist();
    assertThat(project.directory().resolve(".loopgen/audit.jsonl")).doesNotExist();
  }

  private static void assertRefused(Json.Obj answer, String attempt) {
    boolean error = answer.object("error").isPresent();
    boolean failed =
        answer.object("result").flatMap(result -> result.bool("isError")).orElse(false);
    assertThat(error || failed).as(attempt + ": " + answer.canonical()).isTrue();
    assertThat(answer.canonical()).doesNotContain("structuredContent");
  }

  @Test
  void spec_thatTheChangeRewrites_isNeitherUsedNorServed() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "test -e done.txt");
    String mine = "loops:\n  - id: check\n    verification:\n      commands: ['true']\n";
    Path spec = project.write(".loopgen/loopgen.loop.yaml", mine);
    project.write(".loopgen/policy.yaml", "version: 1\n");
    try (StdioSession session = StdioSession.ready(project.served())) {
      session.call(1, "run", "{}");
      Json.Obj run = session.result(1).object("structuredContent").orElseThrow();
      session.call(2, "check", "{}");
      Json.Obj check = session.result(2).object("structuredContent").orElseThrow();
      session.call(3, "explain", "{}");
      Json.Obj explained = session.result(3);

      assertThat(run.bool("passed")).contains(false);
      assertThat(check.string("decision"))
          .hasValueSatisfying(it -> assertThat(it).isNotEqualTo("accepted"));
      assertThat(explained.canonical()).contains("test -e done.txt").doesNotContain("'true'");
      assertThat(read(session, 4, ProjectResources.SPEC)).contains("test -e done.txt");
    }
    assertThat(spec).hasContent(mine);
  }

  @Test
  void resources_thatLinksLeadTo_areNotRead() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Path secret =
        Files.writeString(outside.resolve("check-2999-01-01T00-00-00-000Z.md"), "TOP-SECRET");
    Files.writeString(outside.resolve("audit.jsonl"), "{\"hash\":\"TOP-SECRET\"}\n");
    Path own = project.directory().resolve(".loopgen");
    Path reports = own.resolve("reports");
    try (StdioSession session = StdioSession.ready(project.served())) {
      session.call(1, "run", "{}");
      Json.Obj run = session.result(1).object("structuredContent").orElseThrow();
      String hash = run.object("entry").flatMap(entry -> entry.string("hash")).orElseThrow();
      assertThat(read(session, 2, ProjectResources.REPORT)).contains("Proof report");
      assertThat(read(session, 3, ProjectResources.ENTRY + hash)).contains(hash);

      Path link = reports.resolve(secret.getFileName());
      Files.createSymbolicLink(link, secret);
      assertThat(read(session, 4, ProjectResources.REPORT)).contains("\"error\"");
      Files.delete(link);
      Files.createLink(link, secret);
      assertThat(read(session, 5, ProjectResources.REPORT)).contains("second name");
      Files.delete(link);
      assertThat(new ProcessBuilder("mkfifo", link.toString()).start().waitFor()).isZero();
      assertThat(read(session, 6, ProjectResources.REPORT)).contains("not a regular file");
      Files.delete(link);
      Files.move(reports, own.resolve("moved"));
      Files.createSymbolicLink(reports, outside);
      assertThat(read(session, 7, ProjectResources.REPORT)).contains("is a link");

      Path ledger = own.resolve("audit.jsonl");
      Files.move(ledger, own.resolve("moved.jsonl"));
      Files.createSymbolicLink(ledger, outside.resolve("audit.jsonl"));
      assertThat(read(session, 8, ProjectResources.ENTRY + hash)).contains("not a regular file");
      session.call(9, "tests", "{}");
      assertThat(session.answer(9).canonical()).contains("\"isError\":true");
      Files.move(own, project.directory().resolve("own"));
      Files.createSymbolicLink(own, outside);
      assertThat(read(session, 10, ProjectResources.REPORT)).contains("is a link");
      assertThat(read(session, 11, ProjectResources.ENTRY + hash)).contains("is a link");

      assertThat(String.join("\n", session.seen())).doesNotContain("TOP-SECRET");
    }
  }

  @Test
  void resources_thatNobodyOffers_areNotFound() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    project.write("key.pem", "TOP-SECRET");
    try (StdioSession session = StdioSession.ready(project.served())) {
      List<String> uris =
          List.of(
              "file://" + project.directory().resolve("key.pem"),
              "loopgen://report/../../key.pem",
              "loopgen://spec?path=key.pem",
              "loopgen://entry/key.pem",
              "loopgen://entry/..%2F..%2Fkey.pem",
              "loopgen://entry/" + "0".repeat(64),
              "loopgen://entry/",
              "key.pem",
              "");
      for (int id = 0; id < uris.size(); id++) {
        assertThat(read(session, id + 1, uris.get(id))).as(uris.get(id)).contains("\"error\"");
      }
      assertThat(String.join("\n", session.seen())).doesNotContain("TOP-SECRET");
    }
  }

  private static String read(StdioSession session, int id, String uri) throws Exception {
    session.send(
        "{'jsonrpc':'2.0','id':%d,'method':'resources/read','params':{'uri':'%s'}}"
            .formatted(id, uri));
    return session.answer(id).canonical();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void commands_areIsolatedUnlessTheServerWasStartedOtherwise() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")));
    String forge = "ls /proc | grep -c '^[0-9]' > seen.tmp; ! cat .git/loopgen/mcp/token";
    McpProject project = McpProject.in(directory.resolve("shop"), forge);
    Path secrets = project.directory().resolve(".git/loopgen/mcp");
    BearerToken.at(secrets.resolve("token"));
    Isolation sandbox = Isolation.builder(Isolation.Level.SANDBOX).hide(secrets).build();
    try (StdioSession session = StdioSession.ready(project.served(sandbox))) {
      session.call(1, "run", "{}");

      Json.Obj result = session.result(1);

      Json.Obj run = result.object("structuredContent").orElseThrow();
      assertThat(run.bool("passed")).as(result.canonical()).contains(true);
      assertThat(run.object("entry").orElseThrow().canonical()).contains("\"level\":\"sandbox\"");
      assertThat(result.canonical())
          .doesNotContain(
              Files.readString(secrets.resolve("token"), StandardCharsets.UTF_8).strip());
    }
    assertThat(Files.isDirectory(secrets, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
