package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.SessionUsage;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Driven runs as JSON, in journals and ledger entries. */
public final class DrivenJson {

  private DrivenJson() {}

  /** Writes what became of an action. */
  public static Json.Obj write(ActionOutcome outcome) {
    Json.ObjectBuilder json =
        Json.object()
            .put("type", outcome.action())
            .put("subject", outcome.subject())
            .put("outcome", outcome.id());
    if (outcome instanceof ActionOutcome.Written written) {
      json.put("before", orNull(written.before())).put("after", written.after());
    } else if (outcome instanceof ActionOutcome.Deleted deleted) {
      json.put("before", deleted.before());
    } else if (outcome instanceof ActionOutcome.Ran ran) {
      json.put("result", ran.result()).put("passed", ran.passed());
    } else if (outcome instanceof ActionOutcome.Blocked blocked) {
      json.put("reason", blocked.reason().id());
      if (!blocked.detail().isEmpty()) {
        json.put("detail", blocked.detail());
      }
    }
    return json.build();
  }

  /**
   * Reads what {@link #write(ActionOutcome)} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ActionOutcome outcome(Json json) {
    Json.Obj object = object(json);
    String action = text(object, "type");
    String subject = text(object, "subject");
    return switch (text(object, "outcome")) {
      case "written" ->
          new ActionOutcome.Written(
              action, subject, object.string("before").orElse(null), text(object, "after"));
      case "deleted" -> new ActionOutcome.Deleted(action, subject, text(object, "before"));
      case "ran" ->
          new ActionOutcome.Ran(
              action, subject, text(object, "result"), object.bool("passed").orElse(false));
      case "answered" -> new ActionOutcome.Answered(action, subject);
      case "finished" -> new ActionOutcome.Finished(action, subject);
      case "proposed" -> new ActionOutcome.Proposed(action, subject);
      case "blocked" ->
          new ActionOutcome.Blocked(
              action, subject, reason(text(object, "reason")), object.string("detail").orElse(""));
      default -> throw new IllegalArgumentException("an unknown outcome");
    };
  }

  private static BlockReason reason(String id) {
    return Arrays.stream(BlockReason.values())
        .filter(reason -> reason.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an unknown reason: " + id));
  }

  /** Writes the tokens that a server counted. */
  public static Json.Obj write(ModelUsage usage) {
    return Json.object()
        .put("prompt", count(usage.promptTokens()))
        .put("completion", count(usage.completionTokens()))
        .put("cached", count(usage.cachedTokens()))
        .put("reasoning", count(usage.reasoningTokens()))
        .build();
  }

  /** Reads what {@link #write(ModelUsage)} wrote. */
  public static ModelUsage usage(Json.Obj json) {
    return new ModelUsage(
        number(json, "prompt").orElse(null),
        number(json, "completion").orElse(null),
        number(json, "cached").orElse(null),
        number(json, "reasoning").orElse(null));
  }

  /** Writes an attempt as npm loopgen does, with ours beside it. */
  public static Json.Obj write(DrivenIteration iteration) {
    Json.ObjectBuilder json =
        Json.object()
            .put("iteration", iteration.number())
            .put("actions", counts(iteration))
            .put("blocked", blocked(iteration))
            .put("verificationPassed", iteration.verified());
    if (iteration.unreadable() != null) {
      json.put("parseError", iteration.unreadable());
    }
    return json.put("reasoning", iteration.reasoning())
        .put("form", iteration.form())
        .put("outcomes", iteration.outcomes().stream().map(DrivenJson::write).toList())
        .put("usage", write(iteration.usage()))
        .put("askedMs", iteration.asking().toMillis())
        .put("verifiedMs", iteration.verifying().toMillis())
        .put("tree", iteration.tree())
        .build();
  }

  /**
   * Reads what {@link #write(DrivenIteration)} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static DrivenIteration iteration(Json json) {
    Json.Obj object = object(json);
    return new DrivenIteration(
        number(object, "iteration").orElse(0L).intValue(),
        object.string("reasoning").orElse(""),
        object.string("form").orElse(""),
        object.string("parseError").orElse(null),
        object.array("outcomes").orElse(List.of()).stream().map(DrivenJson::outcome).toList(),
        object.bool("verificationPassed").orElse(false),
        object.object("usage").map(DrivenJson::usage).orElse(ModelUsage.UNKNOWN),
        Duration.ofMillis(number(object, "askedMs").orElse(0L)),
        Duration.ofMillis(number(object, "verifiedMs").orElse(0L)),
        object.string("tree").orElse(""));
  }

  private static Json.Obj counts(DrivenIteration iteration) {
    return Json.object()
        .put("write", count(iteration, ActionOutcome.Written.class))
        .put("delete", count(iteration, ActionOutcome.Deleted.class))
        .put("run", count(iteration, ActionOutcome.Ran.class))
        .put("finish", count(iteration, ActionOutcome.Finished.class))
        .build();
  }

  private static long count(DrivenIteration iteration, Class<? extends ActionOutcome> kind) {
    return iteration.outcomes().stream().filter(kind::isInstance).count();
  }

  private static List<Json> blocked(DrivenIteration iteration) {
    return iteration.blocked().stream().map(DrivenJson::blocked).toList();
  }

  private static Json blocked(ActionOutcome.Blocked blocked) {
    Json.ObjectBuilder json =
        Json.object().put("type", blocked.action()).put("reason", blocked.reason().id());
    if (blocked.reason() == BlockReason.FORBIDDEN_PATH) {
      json.put("pattern", blocked.detail());
    }
    return json.put("subject", blocked.subject()).build();
  }

  /** Writes a whole run as npm loopgen does, with ours beside it. */
  public static Json.Obj write(DrivenRun run) {
    Optional<AgentAuthor> author = Optional.ofNullable(run.author());
    return Json.object()
        .put("stopReason", run.stop().id())
        .put("stopDetail", run.stop().describe())
        .put("model", write(run.model()))
        .put("attempts", run.iterations().stream().map(DrivenJson::write).toList())
        .put("dialect", run.dialect())
        .put("server", write(run.server()))
        .put(
            "spent",
            Json.object()
                .put("prompt", run.spentPromptTokens())
                .put("completion", run.spentCompletionTokens())
                .build())
        .put("resumed", run.resumed())
        .putIfPresent("author", author.map(known -> Json.of(known.confinement().id())))
        .putIfPresent(
            "session",
            author.flatMap(known -> Optional.ofNullable(known.usage())).map(DrivenJson::write))
        .build();
  }

  private static Json.Obj write(SessionUsage usage) {
    return Json.object()
        .put("usedTokens", usage.usedTokens())
        .put("contextTokens", usage.contextTokens())
        .put("cost", usage.cost() == null ? Json.NULL : Json.of(usage.cost()))
        .put("currency", orNull(usage.currency()))
        .build();
  }

  /**
   * Reads the confinement of an agent.
   *
   * @throws IllegalArgumentException if there is no such one
   */
  static AgentAuthor.Confinement confinement(String id) {
    return Arrays.stream(AgentAuthor.Confinement.values())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an unknown confinement: " + id));
  }

  /** Writes a model as npm loopgen does. */
  static Json.Obj write(ModelIdentity model) {
    return Json.object()
        .put("adapter", model.adapter())
        .put("modelName", model.model())
        .put("baseUrl", orNull(model.address()))
        .build();
  }

  /** Reads what {@link #write(ModelIdentity)} wrote. */
  static ModelIdentity identity(Json.Obj json) {
    return new ModelIdentity(
        json.string("adapter").orElse(""),
        json.string("modelName").orElse(""),
        json.string("baseUrl").orElse(null));
  }

  /** Reads what {@link #write(ModelServer)} wrote. */
  static ModelServer server(Json.Obj json) {
    return new ModelServer(
        json.string("product").orElse(null),
        json.string("version").orElse(null),
        json.string("model").orElse(null),
        json.string("modelDigest").orElse(null));
  }

  /** Writes what a server says about itself. */
  static Json.Obj write(ModelServer server) {
    return Json.object()
        .put("product", orNull(server.product()))
        .put("version", orNull(server.version()))
        .put("model", orNull(server.model()))
        .put("modelDigest", orNull(server.modelDigest()))
        .build();
  }

  /** Returns a whole number of an object; empty if it is absent or null. */
  static Optional<Long> number(Json.Obj object, String name) {
    return object
        .find(name)
        .filter(Json.Num.class::isInstance)
        .map(number -> (long) ((Json.Num) number).value());
  }

  static String text(Json.Obj object, String name) {
    return object
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException("the member " + name + " is missing"));
  }

  static Json.Obj object(Json json) {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("not an object");
  }

  private static Json count(@Nullable Long count) {
    return count == null ? Json.NULL : Json.of(count.doubleValue());
  }

  private static Json orNull(@Nullable String text) {
    return text == null ? Json.NULL : Json.of(text);
  }
}
