package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelTrial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A profile as JSON. What is not exactly as it was written is not read. */
final class ProfileJson {

  private ProfileJson() {}

  static Json.Obj write(ModelProfile profile) {
    Json.ObjectBuilder json =
        Json.object()
            .put("identity", identity(profile.identity()))
            .put("server", server(profile.server()))
            .put("trials", profile.trials().stream().map(ProfileJson::trial).toList())
            .put("editFormat", profile.editFormat().id())
            .put("thinking", profile.thinking().id())
            .put("contextTokens", profile.contextTokens());
    return put(json, "dialect", profile.dialect()).build();
  }

  static Json.Obj identity(ModelIdentity identity) {
    Json.ObjectBuilder json =
        Json.object().put("adapter", identity.adapter()).put("model", identity.model());
    return put(json, "address", identity.address()).build();
  }

  static Json.Obj server(ModelServer server) {
    Json.ObjectBuilder json = Json.object();
    put(json, "product", server.product());
    put(json, "version", server.version());
    put(json, "model", server.model());
    return put(json, "modelDigest", server.modelDigest()).build();
  }

  private static Json.ObjectBuilder put(
      Json.ObjectBuilder json, String name, @Nullable String value) {
    return value == null ? json : json.put(name, value);
  }

  private static Json.Obj trial(ModelTrial trial) {
    return Json.object()
        .put("subject", trial.subject().id())
        .put("worked", trial.worked())
        .put("detail", trial.detail())
        .build();
  }

  /** Reads the profile of a model; empty if the JSON is not such a profile. */
  static Optional<ModelProfile> read(Json json, ModelIdentity identity, ModelServer server) {
    if (!(json instanceof Json.Obj object)) {
      return Optional.empty();
    }
    List<ModelTrial> trials = new ArrayList<>();
    for (Json trial : object.array("trials").orElse(List.of())) {
      trial(trial).ifPresent(trials::add);
    }
    int tokens =
        object
            .find("contextTokens")
            .filter(Json.Num.class::isInstance)
            .map(value -> (int) ((Json.Num) value).value())
            .orElse(-1);
    ModelProfile.EditFormat format =
        find(object, "editFormat", ModelProfile.EditFormat.values(), ModelProfile.EditFormat::id);
    ModelRequest.Thinking thinking =
        find(object, "thinking", ModelRequest.Thinking.values(), ModelRequest.Thinking::id);
    if (tokens < 0 || format == null || thinking == null) {
      return Optional.empty();
    }
    ModelProfile profile =
        new ModelProfile(
            identity,
            server,
            trials,
            object.string("dialect").orElse(null),
            format,
            thinking,
            tokens);
    return Optional.of(profile).filter(read -> write(read).equals(json));
  }

  private static Optional<ModelTrial> trial(Json json) {
    if (!(json instanceof Json.Obj object)) {
      return Optional.empty();
    }
    ModelTrial.Subject subject =
        find(object, "subject", ModelTrial.Subject.values(), ModelTrial.Subject::id);
    Optional<Boolean> worked = object.bool("worked");
    Optional<String> detail = object.string("detail");
    return subject == null || worked.isEmpty() || detail.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModelTrial(subject, worked.get(), detail.get()));
  }

  private static <T> @Nullable T find(
      Json.Obj object, String name, T[] values, Function<T, String> id) {
    String wanted = object.string(name).orElse("");
    return Arrays.stream(values)
        .filter(value -> id.apply(value).equals(wanted))
        .findFirst()
        .orElse(null);
  }
}
