package dev.loopgen.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A chat model of LangChain4j repairs a project, and the run judges it. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class DrivenRunTest {

  private static final Pattern KEY = Pattern.compile("^=== (\\w+) edit ", Pattern.MULTILINE);

  @TempDir private Path directory;

  @Test
  void run_drivenByAChatModel_passesOnceTheModelRepairedIt() throws Exception {
    TinyProject project = TinyProject.in(directory, "git grep -q right -- src");
    project.write("src/app.txt", "the answer is wrong\n");
    project.commit();
    try (ScriptedModelServer server = ScriptedModelServer.start(DrivenRunTest::reply)) {
      OpenAiStreamingChatModel model =
          OpenAiStreamingChatModel.builder()
              .baseUrl(server.openAiAddress())
              .apiKey("none")
              .modelName("tiny")
              .timeout(Duration.ofMinutes(2))
              .build();

      RunResult result =
          Loopgen.runner(directory)
              .isolation(Isolation.NONE)
              .drivenBy(LangChainModelAdapter.builder(model, "tiny").build())
              .build()
              .run(RunRequest.of("check"));

      assertThat(result.passed()).as(result.feedback(4_000)).isTrue();
      assertThat(directory.resolve("src/app.txt")).hasContent("the answer is right");
      assertThat(result.entry().orElseThrow().json().canonical())
          .contains("\"mode\":\"driven\"", "langchain4j");
      assertThat(server.requests()).isNotEmpty();
    }
  }

  /** Replaces the wrong line if the prompt shows it, and else asks for the file. */
  private static ScriptedReply reply(ModelRequest request) {
    String prompt =
        request.messages().stream().map(ModelMessage::content).collect(Collectors.joining("\n"));
    Matcher key = KEY.matcher(prompt);
    assertThat(key.find()).as(prompt).isTrue();
    String mark = "=== " + key.group(1) + " ";
    List<String> lines =
        prompt.lines().anyMatch("the answer is wrong"::equals)
            ? List.of(
                mark + "edit src/app.txt",
                mark + "old",
                "the answer is wrong",
                mark + "new",
                "the answer is right",
                mark + "end",
                "")
            : List.of(mark + "read_file src/app.txt", "");
    return ScriptedReply.of(String.join("\n", lines));
  }
}
