package dev.loopgen.testkit.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelServer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages on which servers of several products say what they are. */
final class ServerPages {

  private ServerPages() {}

  /** Returns the page at a path; empty if there is none. */
  static Optional<Json.Obj> find(String path, ModelDescription claims) {
    ModelServer server = claims.server();
    return switch (path) {
      case "/api/version", "/version" -> Optional.of(member("version", server.version()));
      case "/api/show" -> Optional.of(show(claims));
      case "/api/tags" -> Optional.of(list("models", "name", "digest", claims));
      case "/v1/models" -> Optional.of(list("data", "id", "digest", claims));
      case "/props" -> Optional.of(properties(claims));
      default ->
          path.startsWith("/api/v0/models/")
              ? Optional.of(
                  count(Json.object(), "loaded_context_length", claims.contextTokens()).build())
              : Optional.empty();
    };
  }

  private static Json.Obj member(String name, @Nullable String value) {
    Json.ObjectBuilder object = Json.object();
    return value == null ? object.build() : object.put(name, value).build();
  }

  private static Json.ObjectBuilder count(
      Json.ObjectBuilder object, String name, @Nullable Integer value) {
    return value == null ? object : object.put(name, value);
  }

  private static Json.Obj show(ModelDescription claims) {
    Json facts =
        count(
                Json.object().put("general.architecture", "scripted"),
                "scripted.context_length",
                claims.contextTokens())
            .build();
    return Json.object()
        .put("model_info", facts)
        .put("capabilities", Json.strings(claims.capabilities()))
        .build();
  }

  private static Json.Obj list(String name, String id, String digest, ModelDescription claims) {
    ModelServer server = claims.server();
    if (server.model() == null) {
      return Json.object().put(name, List.of()).build();
    }
    Json.ObjectBuilder model = Json.object().put(id, server.model());
    if (server.modelDigest() != null) {
      model.put(digest, server.modelDigest());
    }
    count(model, "max_model_len", claims.contextTokens());
    return Json.object().put(name, List.of(model.build())).build();
  }

  private static Json.Obj properties(ModelDescription claims) {
    Json.ObjectBuilder page = Json.object();
    if (claims.server().version() != null) {
      page.put("build_info", claims.server().version());
    }
    return page.put(
            "default_generation_settings",
            count(Json.object(), "n_ctx", claims.contextTokens()).build())
        .build();
  }
}
