package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookAgent;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the projects that a hook is about. They follow from the roots of work trees and from what
 * was installed: the agent may choose its current directory, and can put a spec there, or a
 * repository of its own.
 */
final class HookedDirectories {

  /** Where vendors say which directory the user started the agent in. */
  private static final List<String> VARIABLES =
      List.of("CLAUDE_PROJECT_DIR", "GEMINI_PROJECT_DIR", "CURSOR_PROJECT_DIR");

  private final HookAgent agent;
  private final @Nullable Path inside;
  private final Map<String, String> environment;

  /**
   * @param inside the project relative to the root, or null for the root
   */
  HookedDirectories(HookAgent agent, @Nullable Path inside, Map<String, String> environment) {
    this.agent = agent;
    this.inside = inside;
    this.environment = environment;
  }

  /** Returns absolute paths, which need not exist, the innermost first; at least one. */
  List<Path> find() {
    Optional<Path> said =
        VARIABLES.stream().flatMap(name -> directory(environment.get(name))).findFirst();
    Path start = said.orElse(Path.of("").toAbsolutePath());
    Path root = ProjectFinder.workTree(start).orElse(start);
    List<Path> projects = new ArrayList<>();
    projects.add(project(root));
    if (said.isEmpty()) {
      enclosing(root).map(this::project).filter(Files::isDirectory).forEach(projects::add);
    }
    if (projects.size() > 1 && !Files.isDirectory(projects.get(0))) {
      projects.remove(0);
    }
    return projects;
  }

  private static Stream<Path> directory(@Nullable String said) {
    try {
      return Stream.ofNullable(said)
          .map(text -> Path.of("").toAbsolutePath().resolve(text))
          .filter(Files::isDirectory);
    } catch (InvalidPathException notAPath) {
      return Stream.empty();
    }
  }

  /** Finds the work trees around another that have the hook as well, but not as its checkout. */
  private Stream<Path> enclosing(Path root) {
    return Stream.iterate(
            ProjectFinder.workTree(root.resolve("..").normalize()),
            Optional::isPresent,
            at -> Optional.ofNullable(at.get().getParent()).flatMap(ProjectFinder::workTree))
        .map(Optional::get)
        .filter(outer -> !outer.equals(root) && hasHook(outer) && !isCheckoutOf(root, outer));
  }

  /** The settings in a home directory are for all projects, not for the one that it may be. */
  private boolean hasHook(Path root) {
    Path settings = root.resolve(agent.settingsFile());
    return !root.toString().equals(environment.get("HOME"))
        && content(settings).contains("loopgen hook --agent " + agent.id());
  }

  private static boolean isCheckoutOf(Path root, Path outer) {
    return content(root.resolve(".git"))
        .strip()
        .startsWith("gitdir: " + outer.resolve(".git").resolve("worktrees"));
  }

  private static String content(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? new String(TextFile.readBytes("file", file), StandardCharsets.UTF_8)
          : "";
    } catch (IllegalArgumentException unreadable) {
      return "";
    }
  }

  private Path project(Path root) {
    return (inside == null ? root : root.resolve(inside)).normalize();
  }
}
