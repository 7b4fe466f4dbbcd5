package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a model is asked, and what its entry says of that. */
final class DrivenSettingsTest {

  private static final String FIX =
      "{\"actions\":[{\"type\":\"edit\",\"path\":\"app.txt\",\"search\":\"one\","
          + "\"replace\":\"fixed\"}]}";

  @TempDir private Path directory;

  private LoopProject project() {
    LoopProject project =
        LoopProject.uncommitted(
            directory.resolve("project"), LoopProject.loop(List.of("sh check.sh"), 60));
    project
        .repository()
        .write("app.txt", "one\n" + "line\n".repeat(300))
        .write("check.sh", "echo app.txt:1: wrong; grep -q fixed app.txt\n")
        .commitAll("first");
    return project;
  }

  private static RunResult run(LoopProject project, ScriptedModel model, DrivenOptions options)
      throws InterruptedException {
    return Loopgen.runner(project.directory())
        .drivenBy(model, options)
        .isolation(Isolation.NONE)
        .environment(Map.of("PATH", System.getenv("PATH")))
        .build()
        .run(RunRequest.of("check"));
  }

  private static String text(ModelRequest request) {
    return request.messages().stream().map(ModelMessage::content).collect(Collectors.joining("\n"));
  }

  private static ModelProfile profile(ScriptedModel model, String dialect, int context) {
    return new ModelProfile(
        model.identity(),
        ModelServer.UNKNOWN,
        List.of(),
        dialect,
        EditFormat.WHOLE_FILE,
        Thinking.OFF,
        context);
  }

  @Test
  void run_profile_choosesHowTheModelIsAsked() throws InterruptedException {
    ScriptedModel model = ScriptedModel.saying(FIX);
    DrivenOptions options =
        DrivenOptions.builder().profile(profile(model, "tools", 12_000)).build();

    RunResult result = run(project(), model, options);

    ModelRequest request = model.requests().get(0);
    assertThat(request.contextTokens()).isEqualTo(12_000);
    assertThat(request.maxOutputTokens()).isEqualTo(3_000);
    assertThat(request.thinking()).isEqualTo(Thinking.OFF);
    assertThat(request.tools()).extracting(tool -> tool.name()).contains("write_file");
    assertThat(request.tools()).extracting(tool -> tool.name()).doesNotContain("edit");
    assertThat(text(request)).contains("file app.txt, whole").doesNotContain("prefer edit");
    assertThat(result.driven().orElseThrow().dialect()).isEqualTo("tools");
  }

  @Test
  void run_optionsBesideAProfile_goFirst() throws InterruptedException {
    ScriptedModel model = ScriptedModel.saying(FIX);
    DrivenOptions options =
        DrivenOptions.builder()
            .dialect("blocks")
            .contextTokens(20_000)
            .thinking(Thinking.ON)
            .editFormat(EditFormat.EDIT)
            .profile(profile(model, "tools", 12_000))
            .build();

    run(project(), model, options);

    ModelRequest request = model.requests().get(0);
    assertThat(request.contextTokens()).isEqualTo(20_000);
    assertThat(request.thinking()).isEqualTo(Thinking.ON);
    assertThat(request.tools()).isEmpty();
    assertThat(text(request)).contains("prefer edit", "file app.txt, lines 1 to");
  }

  @Test
  void options_profileThatIsNotUsable_choosesNothing() {
    DrivenOptions options =
        DrivenOptions.builder().profile(profile(ScriptedModel.saying(), "tools", 0)).build();

    assertThat(options.dialect()).isEmpty();
    assertThat(options.contextTokens()).isEqualTo(DrivenOptions.DEFAULT.contextTokens());
    assertThat(options.editFormat()).isEqualTo(EditFormat.EDIT);
  }

  @Test
  void run_twoSpellingsOfAFile_countAsOne() throws InterruptedException {
    String miss =
        "{\"actions\":[{\"type\":\"edit\",\"path\":\"%s\",\"search\":\"no such line\","
            + "\"replace\":\"x\"},"
            + "{\"type\":\"write_file\",\"path\":\"note.txt\",\"content\":\"%s\"}]}";
    ScriptedModel model =
        ScriptedModel.saying(miss.formatted("./app.txt", "1"), miss.formatted("app.txt", "2"), FIX);

    RunResult result = run(project(), model, DrivenOptions.DEFAULT);

    assertThat(text(model.requests().get(2))).contains("1| one", "Edits of app.txt failed");
    List<ActionOutcome> third = result.driven().orElseThrow().iterations().get(2).outcomes();
    assertThat(third.get(0).describe()).contains("write it whole");
  }

  @Test
  void run_serverThatFails_isNamedInTheEntry() throws InterruptedException {
    ScriptedModel model =
        ScriptedModel.of(ModelScript.always(ScriptedReply.failing(TransportFault.FAILING)));

    RunResult result = run(project(), model, DrivenOptions.DEFAULT);

    Json.Obj server =
        result
            .entry()
            .orElseThrow()
            .json()
            .object("driven")
            .orElseThrow()
            .object("server")
            .orElseThrow();
    assertThat(server.string("product")).contains("scripted");
    assertThat(server.string("version")).contains("1.0");
    assertThat(server.string("modelDigest")).hasValueSatisfying(it -> assertThat(it).isNotBlank());
  }
}
