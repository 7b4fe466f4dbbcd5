package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * A clone's settings for line ends where no attribute applies ({@code core.autocrlf}, {@code
 * core.eol}); ignores the user's and the system's settings.
 *
 * @param convertsText whether the line ends of text without attributes are converted
 * @param writesCrlf whether text is checked out with CRLF
 */
record CheckoutSettings(boolean convertsText, boolean writesCrlf) {

  /**
   * Reads the settings.
   *
   * @param crlfPlatform whether the platform's own line end is CRLF
   */
  static CheckoutSettings of(GitRepository repository, boolean crlfPlatform) {
    String auto = "";
    String eol = "";
    for (Path file :
        List.of(
            repository.commonDirectory().resolve("config"),
            repository.gitDirectory().resolve("config.worktree"))) {
      Config config = read(file);
      auto = given(config, "autocrlf", auto);
      eol = given(config, "eol", eol);
    }
    boolean on = isTrue(auto);
    boolean input = auto.equalsIgnoreCase("input");
    boolean crlf = on || !input && (eol.equalsIgnoreCase("crlf") || isNative(eol) && crlfPlatform);
    return new CheckoutSettings(on || input, crlf);
  }

  private static boolean isNative(String eol) {
    return eol.isEmpty() || eol.equalsIgnoreCase("native");
  }

  private static boolean isTrue(String value) {
    return List.of("true", "yes", "on", "1").stream().anyMatch(value::equalsIgnoreCase);
  }

  private static String given(Config config, String name, String before) {
    String value = config.getString("core", null, name);
    return value == null ? before : value;
  }

  private static Config read(Path file) {
    Config config = new Config();
    try {
      if (Files.exists(file)) {
        config.fromText(PlainFile.text(file));
      }
      return config;
    } catch (IOException | ConfigInvalidException | IllegalArgumentException e) {
      throw new RepositoryException(file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
