package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ToolDefinition;
import dev.loopgen.core.internal.driven.action.Action;
import java.util.List;
import java.util.Optional;

/**
 * The form in which a request asks for actions. {@link ReplyReader} takes every form and every
 * action, whatever was asked for.
 */
public enum Dialect {

  /** Plain text between lines that carry the request's nonce; nothing is escaped. */
  BLOCKS("blocks"),

  /** npm loopgen's JSON object. */
  JSON("json"),

  /** The server's own tool calls. */
  TOOLS("tools");

  private final String id;

  Dialect(String id) {
    this.id = id;
  }

  /** Returns the name of the dialect in entries, options and reports. */
  public String id() {
    return id;
  }

  /** Tells the model how to write its actions, in few words. */
  public String instructions(Nonce nonce, EditFormat format) {
    boolean edits = format == EditFormat.EDIT;
    return switch (this) {
      case BLOCKS -> BlocksText.instructions(nonce, edits);
      case JSON -> ActionSchemas.instructions(edits);
      case TOOLS ->
          "Act by calling the tools, several at once where they belong together. To change a file,"
              + (edits
                  ? " prefer edit with a search that occurs exactly once.\n"
                  : " write it whole.\n");
    };
  }

  /** Returns the tools to offer; empty in the other dialects. */
  public List<ToolDefinition> tools(EditFormat format) {
    return this == TOOLS ? ActionSchemas.tools(format == EditFormat.EDIT) : List.of();
  }

  /** Returns the schema to ask the server to hold the reply to; empty in the other dialects. */
  public Optional<Json.Obj> answerSchema(EditFormat format) {
    return this == JSON
        ? Optional.of(ActionSchemas.answer(format == EditFormat.EDIT))
        : Optional.empty();
  }

  /**
   * Writes actions as text that {@link ReplyReader} reads back as the same actions; in {@link
   * #TOOLS}, as tool calls printed as JSON.
   */
  public String write(String reasoning, List<Action> actions, Nonce nonce) {
    return switch (this) {
      case BLOCKS -> BlocksText.write(reasoning, actions, nonce);
      case JSON -> ActionSchemas.answer(reasoning, actions).text();
      case TOOLS -> ActionSchemas.calls(actions).text();
    };
  }
}
