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
    if (obstacles.program("loopgen").isEmpty()) {
      obstacles.found.add(
          "The hooks call loopgen, which is not on the PATH. Put its launcher there.");
    }
    obstacles.found.addAll(InstalledHooks.of(root, agent).obstacles());
    switch (agent) {
      case CLAUDE_CODE -> obstacles.claude();
      case CODEX -> obstacles.codex();
      case GEMINI -> obstacles.gemini();
      case CURSOR, COPILOT -> {}
    }
    return obstacles.found.stream().distinct().toList();
  }

  /**
   * Tells whether the agent's settings file of a repository has a hook of loopgen. Runs nothing.
   *
   * @param root the root of the repository
   * @param agent the agent
   * @return whether there is at least one; false too if the file cannot be read as JSON
   */
  public static boolean areInstalled(Path root, HookAgent agent) {
    return !InstalledHooks.of(root, agent).isEmpty();
  }

  /**
   * Says what this machine does not show, and may keep the agent from running the hooks all the
   * same. Runs nothing.
   *
   * @param root the root of the repository
   * @param agent the agent
   * @param environment the environment that the agent will have
   * @return a sentence for each
   */
  public static List<String> unknowns(Path root, HookAgent agent, Map<String, String> environment) {
    HookObstacles machine = new HookObstacles(root, agent, environment);
    List<String> unknowns = new ArrayList<>();
    switch (agent) {
      case CLAUDE_CODE ->
          unknowns.add("Settings of the organization, which may switch hooks off, are not read.");
      case CURSOR ->
          unknowns.add(
              "Whether Cursor trusts this workspace cannot be seen from outside. Look whether its"
                  + " settings list the hooks.");
      case COPILOT ->
          unknowns.add(
              "Whether Copilot runs the hooks cannot be seen from outside. In the cloud it takes"
                  + " them from the default branch, so merge the file.");
      case CODEX, GEMINI -> {}
    }
    AgentVersion.of(agent).flatMap(version -> version.doubt(machine)).ifPresent(unknowns::add);
    return unknowns;
  }

  private void claude() {
    for (Path file :
        List.of(
            root.resolve(".claude/settings.json"),
            root.resolve(".claude/settings.local.json"),
            home("CLAUDE_CONFIG_DIR", ".claude").resolve("settings.json"))) {
      if (settings(file).flatMap(settings -> settings.bool("disableAllHooks")).orElse(false)) {
        found.add(file + " has disableAllHooks. Remove it.");
      }
    }
    Path known = home("CLAUDE_CONFIG_DIR", "").resolve(".claude.json");
    boolean trusted =
        json(known).flatMap(file -> file.object("projects")).stream()
            .flatMap(projects -> projects.members().entrySet().stream())
            .filter(project -> isAround(project.getKey()))
            .anyMatch(
                project ->
                    project.getValue() instanceof Json.Obj state
                        && state.bool("hasTrustDialogAccepted").orElse(false));
    if (!trusted) {
      found.add(
          known
              + " does not say that this folder is trusted. Start Claude Code here once and answer"
              + " its question.");
    }
  }

  private boolean isAround(String folder) {
    try {
      return root.startsWith(Path.of(folder).normalize());
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }

  private void gemini() {
    Path home = home("GEMINI_CLI_HOME", "").resolve(".gemini");
    for (Path file :
        List.of(root.resolve(".gemini/settings.json"), home.resolve("settings.json"))) {
      Optional<Json.Obj> config =
          settings(file).flatMap(settings -> settings.object("hooksConfig"));
      if (!config.flatMap(hooks -> hooks.bool("enabled")).orElse(true)) {
        found.add(file + " switches hooks off (hooksConfig.enabled). Remove that.");
      }
      boolean disabled =
          config.flatMap(hooks -> hooks.array("disabled")).orElse(List.of()).stream()
              .anyMatch(name -> name instanceof Json.Text text && isOurs(text.value()));
      if (disabled) {
        found.add(
            file + " switches the hooks of loopgen off (hooksConfig.disabled). Remove them there.");
      }
    }
    Map<String, Json> folders =
        json(home.resolve("trustedFolders.json")).map(Json.Obj::members).orElse(Map.of());
    boolean trusted =
        isTrusted(folders, "TRUST_FOLDER", "") || isTrusted(folders, "TRUST_PARENT", "..");
    boolean refused = isTrusted(folders, "DO_NOT_TRUST", "");
    if ((!trusted || refused) && !"true".equals(environment.get("GEMINI_CLI_TRUST_WORKSPACE"))) {
      found.add(
          "Gemini CLI ignores the settings of a folder that it was not told to trust. Start it here"
              + " once and answer its question, or use /permissions.");
    }
  }

  private boolean isTrusted(Map<String, Json> folders, String level, String around) {
    return folders.entrySet().stream()
        .filter(folder -> folder.getValue().equals(Json.of(level)))
        .anyMatch(folder -> isAround(folder.getKey() + "/" + around));
  }

  private void codex() {
    Path file = home("CODEX_HOME", ".codex").resolve("config.toml");
    found.addAll(CodexTrust.obstacles(root, file, text(file)));
    Path own = root.resolve(".codex/config.toml");
    if (!own.equals(file)) {
      text(own).ifPresent(text -> found.addAll(CodexTrust.switches(own, text)));
    }
  }

  static boolean isOurs(String command) {
    return command.startsWith("loopgen hook ");
  }

  /** Reads a settings file; one that exists and cannot be read is an obstacle, for all we know. */
  private Optional<Json.Obj> settings(Path file) {
    Optional<Json.Obj> settings = json(file);
    if (settings.isEmpty() && Files.exists(file)) {
      found.add(
          file
              + " is not plain JSON, so it is not known whether it switches hooks off. Remove what"
              + " JSON does not have, such as comments, or look yourself.");
    }
    return settings;
  }

  /** Returns a program that the agent would find. */
  Optional<Path> program(String name) {
    for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      try {
        Path program = Path.of(directory, name);
        if (!directory.isEmpty() && Files.isExecutable(program)) {
          return Optional.of(program);
        }
      } catch (InvalidPathException notADirectory) {
        continue;
      }
    }
    return Optional.empty();
  }

  private Path home(String variable, String folder) {
    String set = environment.get(variable);
    return set == null
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")))
            .resolve(folder)
        : Path.of(set);
  }

  static Optional<Json.Obj> json(Path file) {
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
