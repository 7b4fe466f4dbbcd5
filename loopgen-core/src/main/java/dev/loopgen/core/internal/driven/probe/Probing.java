package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelTrial;
import dev.loopgen.api.model.ModelTrial.Subject;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import dev.loopgen.core.internal.driven.dialect.Dialect;
import dev.loopgen.core.internal.driven.dialect.Nonce;
import dev.loopgen.core.internal.driven.dialect.ReplyReader;
import dev.loopgen.core.internal.driven.edit.EditResult;
import dev.loopgen.core.internal.driven.edit.Edits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One probe: an edit in blocks, a tool call, a JSON object under a schema that only a server that
 * holds to it can satisfy, and a long prompt with a word at its start. Each answer needs a word
 * that the request names, or that nobody names, so that no answer succeeds by chance.
 */
public final class Probing {

  private static final String FILE = "probe.txt";

  private final ModelAdapter adapter;
  private final RandomGenerator random;
  private final int contextTokens;
  private final Asking asking;
  private final List<ModelTrial> trials = new ArrayList<>();

  /**
   * @param contextTokens the context to try
   * @param deadline when to give up
   */
  public Probing(
      ModelAdapter adapter,
      RandomGenerator random,
      int contextTokens,
      ModelListener listener,
      Instant deadline) {
    this.adapter = adapter;
    this.random = random;
    this.contextTokens = contextTokens;
    this.asking = new Asking(adapter, listener, deadline);
  }

  /** Tries everything. */
  public ModelProfile run(ModelDescription description) throws InterruptedException {
    boolean blocks = blocks();
    boolean tools = tools(!blocks);
    boolean json = json();
    int context = new ContextTrial(asking, this::word, contextTokens).run(trials);
    String dialect =
        blocks ? Dialect.BLOCKS.id() : tools ? Dialect.TOOLS.id() : json ? Dialect.JSON.id() : null;
    return profile(description, dialect, context);
  }

  private ModelProfile profile(
      ModelDescription description, @Nullable String dialect, int context) {
    boolean edits =
        trials.stream().anyMatch(trial -> trial.subject() == Subject.EDIT && trial.worked());
    return new ModelProfile(
        adapter.identity(),
        description.server(),
        trials,
        dialect,
        edits ? EditFormat.EDIT : EditFormat.WHOLE_FILE,
        asking.thinking(),
        context);
  }

  /** Tells whether the same would be found again. */
  public boolean isLasting() {
    return asking.isLasting();
  }

  private String word() {
    return Nonce.random(random).value();
  }

  private boolean blocks() throws InterruptedException {
    Nonce nonce = Nonce.random(random);
    ProbeFile file = ProbeFile.of(word());
    ProbeReply reply = settledThinking(nonce, file);
    if (!reply.isAnswer()) {
      add(Subject.BLOCKS, false, reply.describe());
      add(Subject.EDIT, false, reply.describe());
      return false;
    }
    ProposedTurn turn = ReplyReader.read(reply.answer(), nonce);
    String edited = edited(turn, file);
    boolean worked = turn.form() == ReplyForm.BLOCKS && !turn.isUnreadable();
    add(Subject.BLOCKS, worked, worked ? "the actions came as asked" : seen(turn));
    add(Subject.EDIT, edited.isEmpty(), edited.isEmpty() ? "the edit fits" : edited);
    return worked;
  }

  /** Asks without thinking first; a model that cannot do without it is asked again. */
  private ProbeReply settledThinking(Nonce nonce, ProbeFile file) throws InterruptedException {
    ProbeReply reply = asking.ask(editRequest(nonce, file));
    if (reply.isRefused()) {
      asking.thinking(ModelRequest.Thinking.UNSET);
      add(Subject.THINKING_OFF, false, reply.describe());
      return asking.ask(editRequest(nonce, file));
    }
    if (reply.failure() != null) {
      add(Subject.THINKING_OFF, false, reply.describe());
      return reply;
    }
    if (!reply.hasThinking()) {
      add(Subject.THINKING_OFF, true, "nothing was thought");
      return reply;
    }
    asking.thinking(ModelRequest.Thinking.ON);
    add(Subject.THINKING_OFF, false, "the model thinks although it was told not to");
    return reply.isAnswer() ? reply : asking.ask(editRequest(nonce, file));
  }

  private ModelRequest editRequest(Nonce nonce, ProbeFile file) {
    String question =
        "The file "
            + ProbeFile.PATH
            + " holds, between the two lines of dashes:\n-----\n"
            + file.before()
            + "-----\n"
            + file.asked()
            + ". Use one edit, and no other action.";
    return asking
        .request(Dialect.BLOCKS.instructions(nonce, EditFormat.EDIT), question, contextTokens)
        .build();
  }

  /** Returns what is wrong with the edit; empty if it is right. */
  private static String edited(ProposedTurn turn, ProbeFile file) {
    String content = file.before();
    boolean edits = false;
    for (Action action : turn.actions()) {
      if (action instanceof Action.Edit edit && edit.path().equals(ProbeFile.PATH)) {
        EditResult result = Edits.apply(content, edit.replacements());
        if (!(result instanceof EditResult.Changed changed)) {
          return firstLine(result.describe());
        }
        content = changed.content();
        edits = true;
      }
    }
    if (!edits) {
      return "no edit of the file came";
    }
    return content.equals(file.after()) ? "" : "the edit changes something else";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private boolean tools(boolean thoroughly) throws InterruptedException {
    String word = word();
    Nonce nonce = Nonce.random(random);
    ProbeReply reply = asking.ask(toolRequest(nonce, word).build());
    if (!reply.isAnswer()) {
      return add(Subject.TOOLS, false, reply.describe());
    }
    ProposedTurn turn = ReplyReader.read(reply.answer(), nonce);
    if (turn.form() != ReplyForm.TOOLS || !turn.malformed().isEmpty()) {
      return add(Subject.TOOLS, false, seen(turn));
    }
    if (!wrote(turn, word)) {
      return add(Subject.TOOLS, false, "the call has other arguments");
    }
    if (thoroughly && callsAgain(toolRequest(nonce, word), reply.answer())) {
      return add(Subject.TOOLS, false, "the same call comes again after its result");
    }
    return add(Subject.TOOLS, true, "the call came as asked");
  }

  private ModelRequest.Builder toolRequest(Nonce nonce, String word) {
    ModelRequest.Builder request =
        asking.request(
            Dialect.TOOLS.instructions(nonce, EditFormat.EDIT),
            "Create the file " + FILE + " with the content " + word + " by one call of write_file.",
            contextTokens);
    Dialect.TOOLS.tools(EditFormat.EDIT).forEach(request::tool);
    return request;
  }

  /** Answers a call, and tells whether the model makes it again. */
  private boolean callsAgain(ModelRequest.Builder request, ModelReply reply)
      throws InterruptedException {
    ToolCall call = reply.toolCalls().get(0);
    request.message(ModelMessage.assistant(reply.text(), reply.toolCalls()));
    for (ToolCall answered : reply.toolCalls()) {
      request.message(ModelMessage.tool(answered, "done; nothing is left to do, so finish"));
    }
    ProbeReply next = asking.ask(request.build());
    return next.isAnswer()
        && next.answer().toolCalls().stream()
            .anyMatch(
                again ->
                    again.name().equals(call.name()) && again.arguments().equals(call.arguments()));
  }

  private static boolean wrote(ProposedTurn turn, String word) {
    return turn.actions().stream()
        .anyMatch(
            action ->
                action instanceof Action.WriteFile write
                    && write.path().equals(FILE)
                    && write.content().strip().equals(word));
  }

  private boolean json() throws InterruptedException {
    String word = word();
    String secret = word();
    Nonce nonce = Nonce.random(random);
    Json.Obj schema =
        SealedSchema.of(Dialect.JSON.answerSchema(EditFormat.EDIT).orElseThrow(), secret);
    ModelRequest request =
        asking
            .request(
                Dialect.JSON.instructions(nonce, EditFormat.EDIT),
                "Create the file " + FILE + " with the content " + word + ".",
                contextTokens)
            .answerSchema(schema)
            .build();
    ProbeReply reply = asking.ask(request);
    if (reply.isRefused()) {
      add(Subject.SCHEMA, false, reply.describe());
      return jsonWithoutSchema(nonce, word);
    }
    if (!reply.isAnswer()) {
      add(Subject.SCHEMA, false, reply.describe());
      return add(Subject.JSON, false, reply.describe());
    }
    boolean held = SealedSchema.holds(reply.answer().text(), secret);
    add(Subject.SCHEMA, held, held ? "the reply is held to it" : "the reply is not held to it");
    return json(ReplyReader.read(reply.answer(), nonce), word);
  }

  private boolean jsonWithoutSchema(Nonce nonce, String word) throws InterruptedException {
    ProbeReply reply =
        asking.ask(
            asking
                .request(
                    Dialect.JSON.instructions(nonce, EditFormat.EDIT),
                    "Create the file " + FILE + " with the content " + word + ".",
                    contextTokens)
                .build());
    return reply.isAnswer()
        ? json(ReplyReader.read(reply.answer(), nonce), word)
        : add(Subject.JSON, false, reply.describe());
  }

  private boolean json(ProposedTurn turn, String word) {
    boolean worked = turn.form() == ReplyForm.JSON && wrote(turn, word);
    return add(Subject.JSON, worked, worked ? "the object came as asked" : seen(turn));
  }

  private static String seen(ProposedTurn turn) {
    Optional<String> malformed = turn.malformed().stream().map(each -> each.describe()).findFirst();
    if (malformed.isPresent()) {
      return firstLine(malformed.get());
    }
    return turn.form() == ReplyForm.NONE
        ? "no action came"
        : "the actions came in another form or with other content: " + turn.form().id();
  }

  private boolean add(Subject subject, boolean worked, String detail) {
    trials.add(new ModelTrial(subject, worked, detail));
    return worked;
  }

  /** Reads bytes as UTF-8. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
