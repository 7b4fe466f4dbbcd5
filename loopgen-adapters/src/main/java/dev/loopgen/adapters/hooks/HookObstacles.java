package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What keeps an agent from running the hooks of a repository, as far as this machine shows it. */
public final class HookObstacles {

  private final Path root;
  private final HookAgent agent;
  private final Map<String, String> environment;
  private final List<String> found = new ArrayList<>();

  private HookObstacles(Path root, HookAgent agent, Map<String, String> environment) {
    this.root = root;
    this.agent = agent;
    this.environment = environment;
  }

  /**
   * Looks for obstacles. Runs nothing.
   *
   * @param root the root of the repository
   * @param agent the agent
   * @param environment the environment that the agent will have
   * @return a sentence for each, with what to do; empty if none is known, which is no promise
   */
  public static List<String> of(Path root, HookAgent agent, Map<String, String> environment) {
    HookObstacles obstacles = new HookObstacles(root, agent, environment);
    obstacles.onPath("loopgen", "The hooks call loopgen, which is not on the PATH.");
    switch (agent) {
      case CLAUDE_CODE -> obstacles.claude();
      case CODEX -> obstacles.codex();
      case GEMINI -> obstacles.gemini();
      case CURSOR, COPILOT -> {}
    }
    return List.copyOf(obstacles.found);
  }

  private void claude() {
    for (Path file :
        List.of(
            root.resolve(".claude/settings.json"),
            root.resolve(".claude/settings.local.json"),
            home("CLAUDE_CONFIG_DIR", ".claude").resolve("settings.json"))) {
      if (json(file).flatMap(settings -> settings.bool("disableAllHooks")).orElse(false)) {
        found.add(file + " has disableAllHooks. Remove it.");
      }
    }
  }

  private void gemini() {
    Path home = home("GEMINI_CLI_HOME", "").resolve(".gemini");
    for (Path file :
        List.of(root.resolve(".gemini/settings.json"), home.resolve("settings.json"))) {
      Optional<Json.Obj> config = json(file).flatMap(settings -> settings.object("hooksConfig"));
      if (!config.flatMap(hooks -> hooks.bool("enabled")).orElse(true)) {
        found.add(file + " switches hooks off (hooksConfig.enabled). Remove that.");
      }
    }
    boolean trusted =
        json(home.resolve("trustedFolders.json"))
            .map(folders -> folders.members().keySet())
            .filter(folders -> folders.stream().anyMatch(folder -> root.startsWith(folder)))
            .isPresent();
    if (!trusted && !environment.containsKey("GEMINI_CLI_TRUST_WORKSPACE")) {
      found.add(
          "Gemini CLI ignores the settings of a folder that it was not told to trust. Start it here"
              + " once and answer its question, or use /permissions.");
    }
  }

  /** Codex skips hooks without a word until the project and each hook are trusted. */
  private void codex() {
    Path file = home("CODEX_HOME", ".codex").resolve("config.toml");
    String config = text(file).orElse("");
    boolean project =
        Pattern.compile(
                "\\[projects\\.[\"']"
                    + Pattern.quote(root.toString())
                    + "[\"']\\]\\s*\\n\\s*trust_level\\s*=\\s*[\"']trusted[\"']")
            .matcher(config)
            .find();
    if (!project) {
      found.add(
          file + " does not trust this project. Start Codex here once and answer its question.");
    }
    if (!config.contains("trusted_hash") || !config.contains(root.toString())) {
      found.add(
          "Codex runs a hook only after you have trusted it, and skips it without a word before."
              + " Trust both with /hooks.");
    }
  }

  private void onPath(String program, String sentence) {
    for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      try {
        if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
          return;
        }
      } catch (InvalidPathException notADirectory) {
        continue;
      }
    }
    found.add(sentence + " Put its launcher there.");
  }

  private Path home(String variable, String folder) {
    String set = environment.get(variable);
    return set == null
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")))
            .resolve(folder)
        : Path.of(set);
  }

  private static Optional<Json.Obj> json(Path file) {
    try {
      return text(file)
          .map(content -> Json.parse(content.getBytes(StandardCharsets.UTF_8)))
          .filter(Json.Obj.class::isInstance)
          .map(Json.Obj.class::cast);
    } catch (InvalidJsonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
