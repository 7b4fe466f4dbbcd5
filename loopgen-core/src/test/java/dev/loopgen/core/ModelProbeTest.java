package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelTrial;
import dev.loopgen.api.model.ModelTrial.Subject;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.fixture.ObedientModel;
import dev.loopgen.testkit.model.ModelMistakes;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong capability of a model or its server is found out. */
final class ModelProbeTest {

  private static final ModelScript OBEDIENT = new ObedientModel();

  private static ModelProfile probe(ModelScript script) throws InterruptedException {
    return Loopgen.modelProbe(ScriptedModel.of(script)).run(Instant.MAX);
  }

  /** Spoils the replies to requests with tools. */
  private static ModelScript inTools(UnaryOperator<ScriptedReply> spoil) {
    return request ->
        request.tools().isEmpty() ? OBEDIENT.reply(request) : spoil.apply(OBEDIENT.reply(request));
  }

  /** Spoils the calls of tools. */
  private static ModelScript inCalls(Function<ToolCall, ScriptedReply> spoil) {
    return inTools(reply -> spoil.apply(reply.toolCalls().get(0)));
  }

  /** Spoils the replies in blocks. */
  private static ModelScript inBlocks(UnaryOperator<String> spoil) {
    return request -> {
      ScriptedReply reply = OBEDIENT.reply(request);
      return reply.text().startsWith("=== ") ? ScriptedReply.of(spoil.apply(reply.text())) : reply;
    };
  }

  private static ModelScript withoutBlocks(ModelScript script) {
    return request ->
        isBlocks(request) ? ScriptedReply.of("I'd rather chat.") : script.reply(request);
  }

  private static boolean isBlocks(ModelRequest request) {
    return request.messages().get(0).content().contains("Act with blocks");
  }

  @Test
  void run_obedientModel_everythingWorks() throws InterruptedException {
    ScriptedModel model = ScriptedModel.of(OBEDIENT);

    ModelProfile profile = Loopgen.modelProbe(model).run(Instant.MAX);

    assertThat(profile.trials()).allMatch(ModelTrial::worked);
    assertThat(profile.trials())
        .extracting(ModelTrial::subject)
        .containsExactlyInAnyOrder(Subject.values());
    assertThat(profile.dialect()).isEqualTo("blocks");
    assertThat(profile.editFormat()).isEqualTo(ModelProfile.EditFormat.EDIT);
    assertThat(profile.thinking()).isEqualTo(Thinking.OFF);
    assertThat(profile.contextTokens()).isEqualTo(16_384);
    assertThat(profile.isUsable()).isTrue();
    assertThat(model.requests()).hasSize(4);
  }

  @Test
  void run_longPrompt_takesMostOfTheContext() throws InterruptedException {
    ScriptedModel model = ScriptedModel.of(OBEDIENT);

    Loopgen.modelProbe(model).contextTokens(8_192).run(Instant.MAX);

    assertThat(model.requests()).allMatch(request -> request.contextTokens() == 8_192);
    assertThat(model.requests().get(3).messages().get(1).content().length())
        .isBetween(8_192 * 4 / 2, 8_192 * 4 * 7 / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {2_048, 4_096})
  void run_promptCutSilently_isFoundOut(int tokens) throws InterruptedException {
    ModelProfile profile = probe(ModelMistakes.promptCut(tokens, OBEDIENT));

    assertThat(profile.worked(Subject.CONTEXT)).isFalse();
    assertThat(profile.contextTokens()).isEqualTo(tokens);
  }

  @Test
  void run_startOfEveryPromptLost_isNotUsable() throws InterruptedException {
    ModelProfile profile = probe(ModelMistakes.promptCut(200, OBEDIENT));

    assertThat(profile.contextTokens()).isZero();
    assertThat(profile.isUsable()).isFalse();
  }

  static Stream<ModelScript> callsThatAreNone() {
    return Stream.of(
        inCalls(ModelMistakes::bareJsonCall),
        inCalls(ModelMistakes::taggedCall),
        inCalls(ModelMistakes::functionTagCall),
        inCalls(ModelMistakes::lostBrace),
        inCalls(ModelMistakes::emptyArguments),
        inCalls(call -> ModelMistakes.thinkingOnly(call.arguments())),
        inCalls(call -> ModelMistakes.emptyTurn()),
        inCalls(call -> ScriptedReply.calling(new ToolCall("1", "finish", "{}"))),
        inCalls(call -> ScriptedReply.failing(TransportFault.BAD_REQUEST)),
        ModelMistakes.toolsIgnored(
            request ->
                isBlocks(request) || !request.messages().get(0).content().contains("tools")
                    ? OBEDIENT.reply(request)
                    : ScriptedReply.of("I have no tools.")));
  }

  @ParameterizedTest
  @MethodSource("callsThatAreNone")
  void run_callsThatAreNone_areFoundOut(ModelScript script) throws InterruptedException {
    ModelProfile profile = probe(script);

    assertThat(profile.worked(Subject.TOOLS)).isFalse();
    assertThat(profile.dialect()).isEqualTo("blocks");
    assertThat(probe(withoutBlocks(script)).dialect()).isEqualTo("json");
  }

  @Test
  void run_sameCallAfterItsResult_isFoundOut() throws InterruptedException {
    ModelScript forgetful =
        request ->
            request.tools().isEmpty()
                ? OBEDIENT.reply(request)
                : ScriptedReply.calling(
                    ObedientModel.writeFile(request.messages().get(1).content()));

    ModelProfile profile = probe(withoutBlocks(forgetful));

    assertThat(profile.worked(Subject.TOOLS)).isFalse();
    assertThat(profile.dialect()).isEqualTo("json");
  }

  @Test
  void run_blocksFail_toolsAreChosen() throws InterruptedException {
    ModelProfile profile = probe(withoutBlocks(OBEDIENT));

    assertThat(profile.worked(Subject.BLOCKS)).isFalse();
    assertThat(profile.dialect()).isEqualTo("tools");
    assertThat(profile.editFormat()).isEqualTo(ModelProfile.EditFormat.WHOLE_FILE);
  }

  @Test
  void run_blocksOfAnotherRequest_areFoundOut() throws InterruptedException {
    ModelProfile profile =
        probe(inBlocks(text -> text.replaceAll("(?m)^=== \\w{8} ", "=== aaaaaaaa ")));

    assertThat(profile.worked(Subject.BLOCKS)).isFalse();
    assertThat(profile.worked(Subject.EDIT)).isFalse();
  }

  static Stream<UnaryOperator<String>> wrongEdits() {
    return Stream.of(
        text -> text.replace("      return \"Hello, nobody\";", "return 'Hello, nobody'"),
        text -> text.replaceFirst(" {6}return \"Hello, nobody\";", "    }"),
        text -> text.replaceAll("Hello, (?!nobody)\\w+", "Hello, someone"),
        text -> text.replaceFirst("(?s)(=== \\w+ )edit .*", "$1finish done\n"),
        text ->
            text.replaceFirst(
                "(?s)(=== \\w+ )edit .*", "$1write_file src/Greeting.java\nclass A {}\n$1end\n"));
  }

  @ParameterizedTest
  @MethodSource("wrongEdits")
  void run_wrongEdit_isFoundOut(UnaryOperator<String> mistake) throws InterruptedException {
    ModelProfile profile = probe(inBlocks(mistake));

    assertThat(profile.worked(Subject.EDIT)).isFalse();
    assertThat(profile.editFormat()).isEqualTo(ModelProfile.EditFormat.WHOLE_FILE);
    assertThat(profile.worked(Subject.BLOCKS)).isTrue();
  }

  @Test
  void run_schemaIgnored_isFoundOut() throws InterruptedException {
    ModelProfile profile = probe(ModelMistakes.schemaIgnored(OBEDIENT));

    assertThat(profile.worked(Subject.SCHEMA)).isFalse();
    assertThat(profile.worked(Subject.JSON)).isTrue();
  }

  @Test
  void run_fencedJsonInPlaceOfTheSchema_isFoundOut() throws InterruptedException {
    ModelProfile profile = probe(inJson(reply -> ModelMistakes.fencedJson(reply.text())));

    assertThat(profile.worked(Subject.SCHEMA)).isFalse();
    assertThat(profile.worked(Subject.JSON)).isFalse();
  }

  @Test
  void run_grammarDropped_isFoundOut() throws InterruptedException {
    ModelProfile profile = probe(inJson(reply -> ScriptedReply.of("Done: I made the file.")));

    assertThat(profile.worked(Subject.SCHEMA)).isFalse();
    assertThat(profile.worked(Subject.JSON)).isFalse();
  }

  @Test
  void run_schemaRefused_jsonIsTriedWithoutIt() throws InterruptedException {
    ModelProfile profile =
        probe(
            request ->
                request.answerSchema().isPresent()
                    ? ScriptedReply.failing(TransportFault.BAD_REQUEST)
                    : OBEDIENT.reply(request));

    assertThat(profile.worked(Subject.SCHEMA)).isFalse();
    assertThat(profile.worked(Subject.JSON)).isTrue();
  }

  private static ModelScript inJson(UnaryOperator<ScriptedReply> spoil) {
    return request ->
        request.answerSchema().isPresent()
            ? spoil.apply(OBEDIENT.reply(request))
            : OBEDIENT.reply(request);
  }

  @Test
  void run_onlyThinking_isNotUsable() throws InterruptedException {
    ModelProfile profile =
        probe(
            request -> ModelMistakes.thinkingOnly(OBEDIENT.reply(request).text() + " I am sure."));

    assertThat(profile.trials()).noneMatch(ModelTrial::worked);
    assertThat(profile.isUsable()).isFalse();
  }

  @Test
  void run_thinksAlthoughToldNotTo_isLeftToThink() throws InterruptedException {
    ModelProfile profile = probe(request -> OBEDIENT.reply(request).thinking("Let me see."));

    assertThat(profile.worked(Subject.THINKING_OFF)).isFalse();
    assertThat(profile.thinking()).isEqualTo(Thinking.ON);
    assertThat(profile.dialect()).isEqualTo("blocks");
  }

  @Test
  void run_saysNothingWithoutThinking_isAskedAgainWithIt() throws InterruptedException {
    ModelProfile profile =
        probe(
            request ->
                request.thinking() == Thinking.ON
                    ? OBEDIENT.reply(request)
                    : ModelMistakes.thinkingOnly("I think anyway."));

    assertThat(profile.thinking()).isEqualTo(Thinking.ON);
    assertThat(profile.isUsable()).isTrue();
  }

  @Test
  void run_switchForThinkingRefused_isLeftOut() throws InterruptedException {
    ModelProfile profile =
        probe(
            request ->
                request.thinking() == Thinking.UNSET
                    ? OBEDIENT.reply(request)
                    : ScriptedReply.failing(TransportFault.BAD_REQUEST));

    assertThat(profile.thinking()).isEqualTo(Thinking.UNSET);
    assertThat(profile.isUsable()).isTrue();
  }

  @Test
  void run_emptyTurns_areNotUsable() throws InterruptedException {
    ModelProfile profile = probe(ModelScript.always(ModelMistakes.emptyTurn()));

    assertThat(profile.dialect()).isNull();
    assertThat(profile.isUsable()).isFalse();
  }

  @Test
  void run_sameReplyAgainAndAgain_isNotUsable() throws InterruptedException {
    ScriptedReply quoted =
        ScriptedReply.of("{\"reasoning\":\"\",\"actions\":[{\"type\":\"finish\"}]}");

    ModelProfile profile = probe(ModelMistakes.again(quoted));

    assertThat(profile.trials())
        .filteredOn(trial -> trial.subject() != Subject.THINKING_OFF)
        .noneMatch(ModelTrial::worked);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportFault.class,
      names = {"UNAUTHORIZED", "UNKNOWN_MODEL", "RESET_BEFORE_REPLY", "STALLED", "RATE_LIMITED"})
  void run_serverThatCannotBeAsked_throws(TransportFault fault) {
    assertThatThrownBy(() -> probe(ModelScript.always(ScriptedReply.failing(fault))))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.kind()).isEqualTo(fault.kind()));
  }

  @Test
  void run_keptProfile_asksNothing(@TempDir Path directory) throws InterruptedException {
    ModelProfile first = cached(directory, ScriptedModel.of(OBEDIENT));
    ScriptedModel model = ScriptedModel.of(OBEDIENT);

    assertThat(cached(directory, model)).isEqualTo(first);
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void run_freshOrAnotherContext_asks(@TempDir Path directory) throws InterruptedException {
    cached(directory, ScriptedModel.of(OBEDIENT));
    ScriptedModel model = ScriptedModel.of(OBEDIENT);

    Loopgen.modelProbe(model).cache(directory).fresh().run(Instant.MAX);
    Loopgen.modelProbe(model).cache(directory).contextTokens(4_096).run(Instant.MAX);

    assertThat(model.requests()).hasSize(8);
  }

  @Test
  void run_anotherVersionOrDigest_asks(@TempDir Path directory) throws InterruptedException {
    cached(directory, ScriptedModel.of(OBEDIENT).claiming(claims("1", "sha256:a")));

    for (ModelDescription claims :
        Arrays.asList(claims("2", "sha256:a"), claims("1", "sha256:b"))) {
      ScriptedModel model = ScriptedModel.of(OBEDIENT).claiming(claims);
      cached(directory, model);
      assertThat(model.requests()).hasSize(4);
    }
  }

  @Test
  void run_serverThatDoesNotTellItsDigest_isNeverKept(@TempDir Path directory)
      throws InterruptedException, IOException {
    cached(directory, ScriptedModel.of(OBEDIENT).claiming(claims("1", null)));

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void run_failureThatMayPass_isNotKept(@TempDir Path directory) throws InterruptedException {
    cached(
        directory,
        ScriptedModel.of(inCalls(call -> ScriptedReply.failing(TransportFault.FAILING))));

    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"dialect\":\"blocks\"}", "\u0000"})
  void run_damagedProfile_asksAgain(String content, @TempDir Path directory)
      throws InterruptedException, IOException {
    cached(directory, ScriptedModel.of(OBEDIENT));
    try (Stream<Path> files = Files.list(directory)) {
      Files.writeString(files.findFirst().orElseThrow(), content);
    }
    ScriptedModel model = ScriptedModel.of(OBEDIENT);

    assertThat(cached(directory, model).isUsable()).isTrue();
    assertThat(model.requests()).hasSize(4);
  }

  @Test
  void contextTokens_tooFew_throws() {
    ModelProbe probe = Loopgen.modelProbe(ScriptedModel.of(OBEDIENT));

    assertThatIllegalArgumentException().isThrownBy(() -> probe.contextTokens(2_047));
  }

  private static ModelProfile cached(Path directory, ScriptedModel model)
      throws InterruptedException {
    return Loopgen.modelProbe(model).cache(directory).run(Instant.MAX);
  }

  private static ModelDescription claims(String version, @Nullable String digest) {
    return new ModelDescription(
        new ModelServer("scripted", version, "scripted", digest), 32_768, Set.of());
  }
}
