package dev.loopgen.adapters.hooks;

import dev.loopgen.adapters.internal.parse.TomlText;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Codex CLI trusts. It runs a hook of a project only while its configuration has the digest of
 * exactly this hook at exactly this place, and skips it without a word otherwise. The digest is the
 * one that Codex CLI 0.171.0 makes.
 */
final class CodexTrust {

  /** What Codex takes for a hook that names no time-out, in seconds. */
  private static final double TIMEOUT = 600;

  private final Path root;
  private final Path file;
  private final Json.Obj configuration;

  private CodexTrust(Path root, Path file, Json.Obj configuration) {
    this.root = root;
    this.file = file;
    this.configuration = configuration;
  }

  /** Returns an obstacle for each reason why hooks of a repository are skipped. */
  static List<String> obstacles(Path root, Path file, Optional<String> text) {
    return found(
        file,
        text.orElse(""),
        configuration -> new CodexTrust(root, file, configuration).obstacles());
  }

  /** Returns an obstacle if a configuration switches hooks off, or cannot be read. */
  static List<String> switches(Path file, String text) {
    return found(file, text, configuration -> switches(file, configuration));
  }

  private static List<String> found(
      Path file, String text, Function<Json.Obj, List<String>> search) {
    try {
      return search.apply(TomlText.parse(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return List.of(file + " " + e.getMessage() + " Correct it.");
    }
  }

  private static List<String> switches(Path file, Json.Obj configuration) {
    return configuration
        .object("features")
        .filter(
            features -> !features.bool("hooks").or(() -> features.bool("codex_hooks")).orElse(true))
        .map(off -> file + " switches hooks off (features.hooks). Remove that.")
        .stream()
        .toList();
  }

  private List<String> obstacles() {
    List<String> found = new ArrayList<>();
    if (!trusts(root)) {
      found.add(
          file + " does not trust this project. Start Codex here once and answer its question.");
    }
    found.addAll(switches(file, configuration));
    Json.Obj hooks =
        HookObstacles.json(root.resolve(HookAgent.CODEX.settingsFile()))
            .flatMap(settings -> settings.object("hooks"))
            .orElse(Json.object().build());
    check(hooks, "PreToolUse", "pre_tool_use", found);
    check(hooks, "Stop", "stop", found);
    return found;
  }

  private boolean trusts(Path directory) {
    return configuration
        .object("projects")
        .flatMap(projects -> projects.object(directory.toString()))
        .flatMap(project -> project.string("trust_level"))
        .filter("trusted"::equals)
        .isPresent();
  }

  private void check(Json.Obj hooks, String event, String label, List<String> found) {
    List<Json> groups = hooks.array(event).orElse(List.of());
    boolean some = false;
    for (int i = 0; i < groups.size(); i++) {
      Json.Obj group = groups.get(i) instanceof Json.Obj object ? object : Json.object().build();
      List<Json> entries = group.array("hooks").orElse(List.of());
      for (int j = 0; j < entries.size(); j++) {
        if (entries.get(j) instanceof Json.Obj entry && isOurs(entry)) {
          some = true;
          String key =
              root.resolve(HookAgent.CODEX.settingsFile()) + ":" + label + ":" + i + ":" + j;
          obstacle(event, label, key, group, entry).ifPresent(found::add);
        }
      }
    }
    if (!some) {
      found.add(untrusted(event));
    }
  }

  private static String untrusted(String event) {
    return "Codex skips the hook for "
        + event
        + " without a word, because nobody has trusted it. Trust it with /hooks.";
  }

  private static boolean isOurs(Json.Obj entry) {
    return entry.string("command").filter(HookObstacles::isOurs).isPresent();
  }

  private Optional<String> obstacle(
      String event, String label, String key, Json.Obj group, Json.Obj entry) {
    Optional<Json.Obj> state =
        configuration
            .object("hooks")
            .flatMap(hooks -> hooks.object("state"))
            .flatMap(states -> states.object(key));
    if (!state.flatMap(known -> known.bool("enabled")).orElse(true)) {
      return Optional.of(
          "Codex has the hook for " + event + " switched off. Enable it with /hooks.");
    }
    Optional<String> trusted = state.flatMap(known -> known.string("trusted_hash"));
    if (trusted.isEmpty()) {
      return Optional.of(untrusted(event));
    }
    return trusted.get().equals(digest(label, group, entry))
        ? Optional.empty()
        : Optional.of(
            "Codex skips the hook for "
                + event
                + " without a word, because it is not as it was when it was trusted, as far as that"
                + " can be told. Look at it with /hooks.");
  }

  /** Makes the digest of a hook; only members that loopgen writes are known to be in it. */
  private static String digest(String label, Json.Obj group, Json.Obj entry) {
    Json.Obj hook =
        Json.object()
            .put("type", "command")
            .put("command", entry.string("command").orElse(""))
            .put("timeout", entry.find("timeout").orElse(Json.of(TIMEOUT)))
            .put("async", entry.bool("async").orElse(false))
            .build();
    Json.ObjectBuilder identity =
        Json.object().put("event_name", label).put("hooks", List.of(hook));
    group.string("matcher").ifPresent(matcher -> identity.put("matcher", matcher));
    String canonical = identity.build().canonical();
    return "sha256:" + Sha256.hash(canonical.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
