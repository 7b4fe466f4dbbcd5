package dev.loopgen.adapters.scan;

import java.util.Optional;

/** The script of a build tool that a project brings along. */
final class Wrapper {

  private Wrapper() {}

  /** Returns how the script is started, if there is one. */
  static Optional<String> of(ProjectDirectory directory, String script) {
    if (!directory.has(script)) {
      return Optional.empty();
    }
    return Optional.of(directory.isExecutable(script) ? "./" + script : "sh " + script);
  }
}
