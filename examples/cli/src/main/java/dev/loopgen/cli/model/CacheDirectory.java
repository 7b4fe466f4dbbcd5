package dev.loopgen.cli.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The user's directory for what can be found out again, outside any work tree. */
public final class CacheDirectory {

  private CacheDirectory() {}

  /** Returns loopgen's part of it; empty if the environment names none. */
  public static Optional<Path> of(Map<String, String> environment) {
    return Stream.of(
            at(environment.get("XDG_CACHE_HOME"), ""),
            at(environment.get("LOCALAPPDATA"), ""),
            at(environment.get("HOME"), ".cache"))
        .flatMap(Optional::stream)
        .findFirst()
        .map(directory -> directory.resolve("loopgen"));
  }

  /** A relative path is not valid, as the XDG base directories have it. */
  private static Optional<Path> at(@Nullable String base, String inside) {
    try {
      return Optional.ofNullable(base)
          .filter(path -> !path.isEmpty())
          .map(Path::of)
          .filter(Path::isAbsolute)
          .map(path -> path.resolve(inside));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
