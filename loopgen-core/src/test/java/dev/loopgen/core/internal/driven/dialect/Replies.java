package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ActionJson;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import java.util.List;

/** Replies of a model, read with one nonce. */
public final class Replies {

  public static final Nonce NONCE = new Nonce("k7f3m2p9");

  private Replies() {}

  public static ProposedTurn read(String text) {
    return ReplyReader.read(reply(text, List.of(), FinishReason.Kind.STOP), NONCE, "");
  }

  static ProposedTurn readAfter(String prompt, String text) {
    return ReplyReader.read(reply(text, List.of(), FinishReason.Kind.STOP), NONCE, prompt);
  }

  static ProposedTurn readCut(String text) {
    return ReplyReader.read(reply(text, List.of(), FinishReason.Kind.LENGTH), NONCE, "");
  }

  public static ProposedTurn read(String text, List<ToolCall> calls) {
    return ReplyReader.read(reply(text, calls, FinishReason.Kind.TOOL_CALLS), NONCE, "");
  }

  public static List<ToolCall> calls(List<Action> actions) {
    return actions.stream()
        .map(action -> new ToolCall("", action.id(), arguments(action).text()))
        .toList();
  }

  private static Json.Obj arguments(Action action) {
    return ActionJson.arguments(action);
  }

  private static ModelReply reply(String text, List<ToolCall> calls, FinishReason.Kind kind) {
    return new ModelReply(
        text, "", calls, ModelUsage.UNKNOWN, new FinishReason(kind, ""), ModelServer.UNKNOWN);
  }
}
