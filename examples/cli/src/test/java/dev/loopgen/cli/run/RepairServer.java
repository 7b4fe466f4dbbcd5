package dev.loopgen.cli.run;

import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model server in a process of its own. Its model replaces a line of a file if the prompt shows
 * that line, and else asks for the file: a pure function of the prompt.
 *
 * @param path the file
 * @param wrong the line as it is
 * @param right the line as it should be
 */
record RepairServer(String path, String wrong, String right) implements ModelScript {

  private static final Pattern KEY = Pattern.compile("^=== (\\w+) edit ", Pattern.MULTILINE);

  /** Serves until its input ends; prints its addresses first, one a line. */
  public static void main(String[] arguments) throws IOException {
    RepairServer script = new RepairServer(arguments[0], arguments[1], arguments[2]);
    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      System.out.println(server.ollamaAddress());
      System.out.println(server.openAiAddress());
      System.out.flush();
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }

  @Override
  public ScriptedReply reply(ModelRequest request) {
    String prompt =
        request.messages().stream().map(ModelMessage::content).collect(Collectors.joining("\n"));
    Matcher key = KEY.matcher(prompt);
    if (!key.find()) {
      throw new AssertionError("the prompt does not say how to act: " + prompt);
    }
    String mark = "=== " + key.group(1) + " ";
    return ScriptedReply.of(
        prompt.lines().anyMatch(wrong::equals)
            ? String.join(
                "\n",
                List.of(
                    "The line is wrong.",
                    mark + "edit " + path,
                    mark + "old",
                    wrong,
                    mark + "new",
                    right,
                    mark + "end",
                    ""))
            : "I must see the file.\n" + mark + "read_file " + path + "\n");
  }
}
