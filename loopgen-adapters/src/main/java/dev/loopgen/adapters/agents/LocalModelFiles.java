package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.agents.GeneratedFile.Ownership;
import dev.loopgen.adapters.internal.text.PrettyJson;
import dev.loopgen.api.internal.text.Markdown;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The configuration of a model server, and a runbook for each loop. */
final class LocalModelFiles {

  /** What npm loopgen writes where nobody has named a model. */
  private static final String NO_MODEL = "TODO_MODEL";

  private final AgentAdapter adapter;
  private final LocalModel model;
  private final String project;

  LocalModelFiles(AgentAdapter adapter, LocalModel model, String project) {
    this.adapter = adapter;
    this.model = model;
    this.project = project;
  }

  List<GeneratedFile> of(List<LoopText> loops) {
    List<GeneratedFile> files = new ArrayList<>();
    files.add(new GeneratedFile(directory() + "config.json", configuration(), Ownership.ONCE));
    loops.forEach(
        loop -> files.add(GenerationMark.markdown(directory() + loop.id() + ".md", runbook(loop))));
    return files;
  }

  private String directory() {
    return ".loopgen/adapters/" + adapter.id() + "/";
  }

  private String name() {
    return model.model().orElse(NO_MODEL);
  }

  private String configuration() {
    Json.ObjectBuilder configuration =
        Json.object()
            .put("version", "0.1")
            .put("project", project)
            .put("adapter", adapter.id())
            .put("preset", adapter == AgentAdapter.OLLAMA ? "ollama" : preset())
            .put("baseUrl", model.address())
            .put("model", name());
    model.keyVariable().ifPresent(variable -> configuration.put("apiKeyEnv", variable));
    return PrettyJson.of(
        configuration
            .put("executesAutomatically", false)
            .put("notes", Json.strings(List.of("Never write a key into this file.")))
            .build());
  }

  private String preset() {
    return model.address().equals(Generator.LM_STUDIO) ? "lm-studio" : "custom-openai-compatible";
  }

  private String runbook(LoopText loop) {
    return """
        # Runbook: %s

        For a model behind %s (%s). loopgen does not call it by itself: `loopgen run %s --mode driven`
        has it make the change, confined and bounded.

        ## The prompt

        %s
        ## By hand

        %s
        ## Verification

        %s

        ## Limits

        %s

        %s
        """
        .formatted(
            SafeText.shown(loop.title()),
            Markdown.code(model.address()),
            Markdown.code(name()),
            loop.id(),
            Markdown.block(prompt(loop)),
            Markdown.block(call(loop)),
            loop.verification(),
            loop.limits(),
            loop.asking());
  }

  private static String prompt(LoopText loop) {
    return """
        You work on %s, on one bounded task.

        Goal: %s
        When it is done: %s

        Steps:
        %s

        It is checked by:
        %s

        Say which files you would change and why, then make the smallest change.
        """
        .formatted(
            loop.project(),
            SafeText.shown(loop.goal()),
            loop.text("expectedOutcome"),
            SafeText.numbered(loop.texts("actions")),
            String.join("\n", loop.loop().commands()));
  }

  /** A call with the prompt in a file, so that nothing of it is read by a shell. */
  private String call(LoopText loop) {
    boolean ollama = adapter == AgentAdapter.OLLAMA;
    String address = model.address() + (ollama ? "/api/chat" : "/chat/completions");
    String key =
        model
            .keyVariable()
            .map(variable -> "  -H \"Authorization: Bearer $" + variable + "\" \\\n")
            .orElse("");
    return "# request.json: {\"model\": "
        + Json.of(name()).text()
        + ", \"stream\": false, \"messages\": [{\"role\": \"user\", \"content\": \"the prompt of "
        + loop.id()
        + "\"}]}\ncurl "
        + shellQuoted(address)
        + " \\\n  -H \"Content-Type: application/json\" \\\n"
        + key
        + "  --data @request.json\n";
  }

  private static String shellQuoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
