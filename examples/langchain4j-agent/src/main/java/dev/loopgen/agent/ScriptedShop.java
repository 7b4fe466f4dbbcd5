package dev.loopgen.agent;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.testkit.model.ScriptedReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * A small project with a bug, and a model that first claims to have repaired it, and repairs it
 * once it is told what failed. So the demonstration needs no model.
 */
final class ScriptedShop {

  static final String LOOP = "test-repair";
  static final String MODEL = "scripted";

  private static final Map<String, String> FILES =
      Map.of(
          "total.sh", "echo $(($1 - $2))\n",
          "test.sh",
              """
              total=$(sh total.sh 19 23)
              test "$total" = 42 || { echo "19 + 23 gave $total"; exit 1; }
              """,
          ".loopgen/loopgen.loop.yaml",
              """
              loops:
                - id: test-repair
                  title: Repair the tests
                  verification:
                    commands:
                      - sh test.sh
                  permissions:
                    forbiddenPaths:
                      - test.sh
              """);

  private ScriptedShop() {}

  static void create(Path directory) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    try (Git git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("Open the shop")
          .setAuthor("shop", "shop@example.test")
          .setCommitter("shop", "shop@example.test")
          .setSign(false)
          .call();
    } catch (GitAPIException e) {
      throw new IOException("git could not make the repository " + directory, e);
    }
  }

  /** Answers as a model that sees only what is in the request. */
  static ScriptedReply reply(ModelRequest request) {
    ModelMessage last = request.messages().get(request.messages().size() - 1);
    if (last.role() == ModelMessage.Role.USER) {
      return last.content().contains("gave -4")
          ? call("read_file", Json.object().put("file", "total.sh").build())
          : ScriptedReply.of("The total is repaired, all tests pass.");
    }
    if (last.content().contains("$1 - $2")) {
      return call(
          "write_file",
          Json.object().put("file", "total.sh").put("content", "echo $(($1 + $2))\n").build());
    }
    return ScriptedReply.of("total.sh subtracted; it adds now.");
  }

  private static ScriptedReply call(String tool, Json.Obj arguments) {
    return ScriptedReply.calling(new ToolCall("call-" + tool, tool, arguments.text()));
  }
}
