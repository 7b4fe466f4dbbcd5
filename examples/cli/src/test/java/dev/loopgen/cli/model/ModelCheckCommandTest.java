package dev.loopgen.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.cli.Main;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.testkit.model.ModelMistakes;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
final class ModelCheckCommandTest {

  private static final String KEY = "sk-canary-7c5f2d91ab3e4460";

  @TempDir private Path directory;
  private Path project;
  private CliProject cli;

  @BeforeEach
  void makeProject() throws Exception {
    project = directory.resolve("shop");
    cli = CliProject.project(project, "true");
  }

  /** What a model says that knows each of the words that it is asked for. */
  private static ScriptedReply obedient(ModelRequest request) {
    String rules = request.messages().get(0).content();
    String asked = request.messages().get(request.messages().size() - 1).content();
    if (asked.contains("What is the password")) {
      Matcher password = Pattern.compile("The password is (\\w+)").matcher(asked);
      return ScriptedReply.of(password.find() ? "It is `" + password.group(1) + "`." : "Blue.");
    }
    if (asked.contains("Create the file")) {
      String path = first("Create the file (\\S+)", asked);
      String content = first("with the content (\\w+)", asked);
      Json arguments = Json.object().put("path", path).put("content", content).build();
      return request.tools().isEmpty()
          ? ScriptedReply.of(json(request, arguments))
          : ScriptedReply.calling(new ToolCall("c1", "write_file", arguments.text()));
    }
    String key = "=== " + first("=== (\\w+) edit", rules) + " ";
    return ScriptedReply.of(
        "I change the text.\n\n"
            + key
            + "edit src/Greeting.java\n"
            + key
            + "old\n      return \"Hello, nobody\";\n"
            + key
            + "new\n      return \""
            + first("to \"(Hello, \\w+)\"", asked)
            + "\";\n"
            + key
            + "end\n");
  }

  private static String json(ModelRequest request, Json arguments) {
    Json.ObjectBuilder action = Json.object().put("type", "write_file");
    ((Json.Obj) arguments).members().forEach(action::put);
    Json.ObjectBuilder answer =
        Json.object().put("reasoning", "one file").put("actions", List.of(action.build()));
    String schema = request.answerSchema().map(Json::text).orElse("");
    Matcher seal = Pattern.compile("\"seal\":.*?\"enum\":\\[\"(\\w+)\"").matcher(schema);
    if (seal.find()) {
      answer.put("seal", seal.group(1));
    }
    return answer.build().text();
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private CliProject.Ended check(Map<String, String> environment, String... options) {
    List<String> arguments = new ArrayList<>(List.of("model", "check", project.toString()));
    arguments.addAll(List.of(options));
    return execute(environment, arguments);
  }

  private CliProject.Ended execute(Map<String, String> environment, List<String> arguments) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("HOME", directory.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.execute(out, err, variables, arguments.toArray(String[]::new));
    return new CliProject.Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void run_modelThatWasChecked_isAskedAsTheCheckChose() {
    List<ModelRequest> asked = new ArrayList<>();
    ModelScript script =
        request -> {
          if (request.messages().get(0).content().startsWith("You repair a project")) {
            asked.add(request);
            return ScriptedReply.of("{\"actions\":[{\"type\":\"finish\"}]}");
          }
          return withoutEdits(obedient(request));
        };
    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      ollama(server, "--context", "8192").exitsWith(0);

      String out = drive(server, "--context", "8192").out();
      assertThat(out).contains("model check: blocks, whole-file, thinking off, 8192 tokens");
      assertThat(asked.get(0).messages().get(0).content()).doesNotContain("prefer edit");

      assertThat(drive(server).out()).doesNotContain("model check");
    }
  }

  /** Spoils the passage to find, so that no edit fits. */
  private static ScriptedReply withoutEdits(ScriptedReply reply) {
    return ScriptedReply.of(reply.text().replace("return \"Hello, nobody\"", "return nothing"));
  }

  private CliProject.Ended drive(ScriptedModelServer server, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--mode", "driven", "--isolate", "none", "--no-report"));
    arguments.addAll(
        List.of("--ollama-model", "scripted", "--ollama-base-url", server.ollamaAddress()));
    arguments.addAll(List.of("--max-iterations", "1"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("check", project.toString()));
    return execute(Map.of("PATH", System.getenv("PATH")), arguments);
  }

  private CliProject.Ended ollama(ScriptedModelServer server, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("--ollama-model", "scripted", "--ollama-base-url", server.ollamaAddress()));
    all.addAll(List.of(options));
    return check(Map.of(), all.toArray(String[]::new));
  }

  @Test
  void check_modelThatObeys_isUsableThroughEachProtocol() {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelCheckCommandTest::obedient)) {
      assertThat(ollama(server).exitsWith(0).out())
          .contains("scripted at " + server.ollamaAddress() + " (ollama 1.0 sha256:")
          .contains("  yes blocks ", "  yes edit ", "  yes tools ", "  yes json ")
          .contains("  yes schema ", "  yes context ", "  yes thinking-off ")
          .endsWith("Use: --dialect blocks --context 16384 --thinking off\n");
      for (String adapter : List.of("openai-compatible", "vllm", "llama-cpp", "responses")) {
        assertThat(
                check(
                        Map.of(),
                        "--adapter",
                        adapter,
                        "--openai-compatible-model",
                        "scripted",
                        "--openai-compatible-base-url",
                        server.openAiAddress())
                    .exitsWith(0)
                    .out())
            .contains("Use: --dialect blocks");
      }
    }
  }

  @Test
  void check_again_asksOnlyWhenTold() throws IOException {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelCheckCommandTest::obedient)) {
      String first = ollama(server).exitsWith(0).out();
      assertThat(ollama(server).exitsWith(0).out()).isEqualTo(first);
      assertThat(server.requests()).hasSize(4);
      assertThat(directory.resolve(".cache/loopgen/models")).isDirectoryContaining("glob:**.json");

      ollama(server, "--refresh").exitsWith(0);
      assertThat(server.requests()).hasSize(8);
    }
    assertThat(Files.exists(project.resolve(".loopgen/audit.jsonl"))).isFalse();
  }

  @Test
  void check_serverThatCutsPrompts_isFoundOut() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelMistakes.promptCut(4_096, ModelCheckCommandTest::obedient))) {
      assertThat(ollama(server).exitsWith(0).out())
          .contains("  no  context ", "the server counts 4096", "--context 4096");
    }
  }

  @Test
  void check_json_hasTheSame() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelMistakes.schemaIgnored(ModelCheckCommandTest::obedient))) {
      String out = ollama(server, "--json").exitsWith(0).out();
      Json.Obj json = (Json.Obj) Json.parse(out.strip().getBytes(StandardCharsets.UTF_8));

      assertThat(json.bool("usable")).contains(true);
      assertThat(json.string("dialect")).contains("blocks");
      assertThat(json.object("trials").orElseThrow().object("schema").orElseThrow().bool("worked"))
          .contains(false);
    }
  }

  /** Spoils the calls of tools. */
  private static ModelScript inCalls(Function<ToolCall, ScriptedReply> spoil) {
    return request -> {
      ScriptedReply reply = obedient(request);
      return reply.toolCalls().isEmpty() ? reply : spoil.apply(reply.toolCalls().get(0));
    };
  }

  static Stream<ModelScript> callsThatAreNone() {
    return Stream.of(
        inCalls(ModelMistakes::bareJsonCall),
        inCalls(ModelMistakes::taggedCall),
        inCalls(ModelMistakes::functionTagCall),
        inCalls(ModelMistakes::lostBrace),
        inCalls(ModelMistakes::emptyArguments),
        inCalls(call -> ModelMistakes.thinkingOnly(call.arguments())),
        inCalls(call -> ModelMistakes.emptyTurn()));
  }

  @ParameterizedTest
  @MethodSource("callsThatAreNone")
  void check_callsThatAreNone_areFoundOutThroughEachProtocol(ModelScript script) {
    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      assertThat(ollama(server).exitsWith(0).out()).contains("  no  tools ", "  yes blocks ");
      assertThat(openAi(server).exitsWith(0).out()).contains("  no  tools ", "  yes blocks ");
    }
  }

  private CliProject.Ended openAi(ScriptedModelServer server, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--openai-compatible-model",
                "scripted",
                "--openai-compatible-base-url",
                server.openAiAddress()));
    all.addAll(List.of(options));
    return check(Map.of(), all.toArray(String[]::new));
  }

  @Test
  void check_editThatNeverMatches_choosesWholeFiles() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(request -> withoutEdits(obedient(request)))) {
      assertThat(openAi(server).exitsWith(0).out())
          .contains("  no  edit ", "--edit-format whole-file");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WITHOUT_DONE", "TWO_CHOICES"})
  void check_streamThatIsOnlyOdd_isUsable(TransportFault fault) {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(request -> obedient(request).spoiled(fault))) {
      assertThat(openAi(server).exitsWith(0).out()).contains("Use: --dialect blocks");
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RESET_BEFORE_REPLY",
        "CUT_SHORT",
        "FAILING_MID_REPLY",
        "REDIRECT",
        "UNKNOWN_MODEL",
        "CONTEXT_EXCEEDED",
        "ENORMOUS",
        "INVALID_JSON",
        "WRONG_CONTENT_TYPE"
      })
  void check_serverThatFails_isNeverFoundUsable(TransportFault fault) {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.failing(fault)))) {
      CliProject.Ended ended = openAi(server);

      assertThat(ended.exit()).isIn(1, 2);
      assertThat(ended.out()).doesNotContain("  yes ", "Use: ");
      assertThat(directory.resolve(".cache")).doesNotExist();
    }
  }

  @Test
  void check_modelThatSaysNothing_isRefused() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ModelMistakes.thinkingOnly("Hm.")))) {
      assertThat(ollama(server).exitsWith(1).out()).contains("This model cannot drive a loop");
    }
  }

  @Test
  void check_serverThatDoesNotAnswer_isAnErrorInOneSentence() {
    ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("")));
    server.close();

    assertThat(ollama(server).exitsWith(2).err())
        .startsWith("loopgen: The model server at ")
        .hasLineCount(1);
  }

  @Test
  void check_keyThatIsRefused_isNotShown() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.always(ScriptedReply.failing(TransportFault.UNAUTHORIZED)))) {
      CliProject.Ended ended =
          check(
                  Map.of("MODEL_KEY", KEY),
                  "--openai-compatible-model",
                  "scripted",
                  "--openai-compatible-base-url",
                  server.openAiAddress(),
                  "--openai-compatible-api-key-env",
                  "MODEL_KEY")
              .exitsWith(2);

      assertThat(server.requests().get(0).headers())
          .containsEntry("Authorization", "Bearer " + KEY);
      assertThat(ended.out() + ended.err()).doesNotContain(KEY);
    }
  }

  @Test
  void check_fileOfTheBase_namesTheModel() throws Exception {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelCheckCommandTest::obedient)) {
      configure(server.ollamaAddress());
      assertThat(check(Map.of()).exitsWith(2).err()).contains("No model is named");

      cli.commit();
      cli.write(".loopgen/adapters/ollama/config.json", "{\"model\":\"another\"}");
      assertThat(check(Map.of()).exitsWith(0).out()).startsWith("scripted at ");
    }
  }

  @Test
  void check_fileThatSendsElsewhere_needsTheOption() throws Exception {
    configure("http://models.example:11434");
    cli.commit();

    assertThat(check(Map.of()).exitsWith(2).err())
        .contains("models.example", "not this machine", "--allow-remote");
  }

  private void configure(String address) throws IOException {
    cli.write(
        ".loopgen/adapters/ollama/config.json",
        "{\"adapter\":\"ollama\",\"model\":\"scripted\",\"baseUrl\":\"" + address + "\"}");
  }

  @Test
  void check_optionsOfBothKinds_areRefused() {
    assertThat(
            check(Map.of(), "--adapter", "ollama", "--openai-compatible-model", "m")
                .exitsWith(2)
                .err())
        .contains("both kinds");
    assertThat(check(Map.of(), "--adapter", "gpt").exitsWith(2).err()).contains("no adapter gpt");
  }
}
