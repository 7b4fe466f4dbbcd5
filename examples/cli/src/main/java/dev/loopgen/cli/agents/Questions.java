package dev.loopgen.cli.agents;

import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.Dialogue;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;

/** Puts questions to a person, or answers them with what is proposed. */
interface Questions {

  /** Returns the answer; empty if the input has ended. */
  Optional<String> ask(String question, String proposed);

  /**
   * Returns what is read from the answer, and asks again where it cannot be read; empty if the
   * input has ended.
   *
   * @param reading throws IllegalArgumentException, with a sentence, for an answer that is wrong
   */
  <T> Optional<T> ask(String question, String proposed, Function<String, T> reading);

  boolean confirm(String question);

  static Questions asking(Dialogue dialogue, PrintWriter out) {
    return new Questions() {
      @Override
      public Optional<String> ask(String question, String proposed) {
        return dialogue.ask(question, proposed);
      }

      @Override
      public <T> Optional<T> ask(String question, String proposed, Function<String, T> reading) {
        for (Optional<String> answer = ask(question, proposed);
            answer.isPresent();
            answer = ask(question, proposed)) {
          try {
            return Optional.of(reading.apply(answer.get()));
          } catch (IllegalArgumentException wrong) {
            out.println(Console.escape(String.valueOf(wrong.getMessage())));
          }
        }
        return Optional.empty();
      }

      @Override
      public boolean confirm(String question) {
        return dialogue.confirm(question, true);
      }
    };
  }

  static Questions withoutAsking(PrintWriter out) {
    return new Questions() {
      @Override
      public Optional<String> ask(String question, String proposed) {
        out.println(question + " " + (proposed.isEmpty() ? "-" : Console.escape(proposed)));
        return Optional.of(proposed);
      }

      @Override
      public <T> Optional<T> ask(String question, String proposed, Function<String, T> reading) {
        return ask(question, proposed).map(reading);
      }

      @Override
      public boolean confirm(String question) {
        out.println(question + " yes");
        return true;
      }
    };
  }
}
