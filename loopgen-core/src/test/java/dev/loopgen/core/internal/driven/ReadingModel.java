package dev.loopgen.core.internal.driven;

import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.dialect.Dialect;
import dev.loopgen.core.internal.driven.dialect.Nonce;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedReply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model that is a pure function of its prompt: it repairs a project if the prompt shows the lines
 * that the repair needs; else it asks for the file if the prompt names it; else for the files.
 */
final class ReadingModel implements ModelScript {

  private static final String MARKER = "=== ";

  private final BrokenProject project;

  ReadingModel(BrokenProject project) {
    this.project = project;
  }

  @Override
  public ScriptedReply reply(ModelRequest request) {
    String prompt =
        request.messages().stream().map(ModelMessage::content).collect(Collectors.joining("\n"));
    Nonce nonce = nonce(prompt);
    return ScriptedReply.of(
        Dialect.BLOCKS.write("I read the prompt.", List.of(action(prompt)), nonce));
  }

  private Action action(String prompt) {
    Set<String> lines = new HashSet<>(prompt.lines().toList());
    String path = project.repair().path();
    if (lines.containsAll(project.needed()) && prompt.contains(path)) {
      return project.repair();
    }
    return lines.contains("| " + path) ? new Action.ReadFile(path) : new Action.ListFiles("");
  }

  private static Nonce nonce(String prompt) {
    int start = prompt.indexOf("\n" + MARKER) + 1 + MARKER.length();
    return new Nonce(prompt.substring(start, prompt.indexOf(' ', start)));
  }
}
