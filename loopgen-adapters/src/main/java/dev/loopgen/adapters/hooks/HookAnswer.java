package dev.loopgen.adapters.hooks;

import java.util.Objects;

/**
 * What a hook answers.
 *
 * @param output what it writes to standard output: one JSON object, never anything else
 * @param exitCode the exit code: 0 for every answer, 1 where there is none; never 2, which agents
 *     take for a refusal
 * @param message what it writes to standard error, for people: what the output does not say; may be
 *     empty
 */
public record HookAnswer(String output, int exitCode, String message) {

  public HookAnswer {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(message, "message");
  }
}
