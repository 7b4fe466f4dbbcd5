package dev.loopgen.core.internal.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/** The only user setting that is read: the name of a new repository's first branch. */
final class UserSettings {

  private static final long MAX_SIZE = 1 << 20;

  private UserSettings() {}

  /** Returns the value of {@code init.defaultBranch}, or null if it is unset or unreadable. */
  static @Nullable String defaultBranch() {
    return defaultBranch(System.getenv());
  }

  static @Nullable String defaultBranch(Map<String, String> environment) {
    String name = null;
    for (Path file : files(environment)) {
      String here = defaultBranch(file);
      name = here == null ? name : here;
    }
    return name;
  }

  /** Returns the files in git's order (git-config, FILES); later ones take precedence. */
  private static List<Path> files(Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    try {
      String global = environment.get("GIT_CONFIG_GLOBAL");
      if (global != null) {
        return List.of(Path.of(global));
      }
      String home = environment.get("HOME");
      String xdg = environment.get("XDG_CONFIG_HOME");
      if (xdg != null && !xdg.isEmpty()) {
        files.add(Path.of(xdg, "git", "config"));
      } else if (home != null) {
        files.add(Path.of(home, ".config", "git", "config"));
      }
      if (home != null) {
        files.add(Path.of(home, ".gitconfig"));
      }
    } catch (InvalidPathException noFile) {
      return files;
    }
    return files;
  }

  private static @Nullable String defaultBranch(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
        return null;
      }
      Config config = new Config();
      config.fromText(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      String name = config.getString("init", null, "defaultBranch");
      return name == null || name.isBlank() ? null : name;
    } catch (IOException | ConfigInvalidException | IllegalArgumentException unreadable) {
      return null;
    }
  }
}
