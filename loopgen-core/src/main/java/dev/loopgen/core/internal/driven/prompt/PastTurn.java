package dev.loopgen.core.internal.driven.prompt;

import java.util.List;
import java.util.Objects;

/**
 * An earlier turn as the journal has it.
 *
 * @param number its number, from 1
 * @param reasoning the model's words, possibly empty
 * @param results its actions in order
 */
public record PastTurn(int number, String reasoning, List<Result> results) {

  public PastTurn {
    Objects.requireNonNull(reasoning);
    results = List.copyOf(results);
  }

  /**
   * An action and what became of it.
   *
   * @param action the action in a line
   * @param outcome what became of it in a line
   * @param answer what the model asked for or is told, without secrets; possibly empty
   * @param sent the texts that the model sent with it, without secrets; possibly empty
   */
  public record Result(String action, String outcome, String answer, String sent) {

    public Result {
      Objects.requireNonNull(action);
      Objects.requireNonNull(outcome);
      Objects.requireNonNull(answer);
      Objects.requireNonNull(sent);
    }
  }
}
