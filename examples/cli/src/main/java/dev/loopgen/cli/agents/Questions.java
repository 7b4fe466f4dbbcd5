package dev.loopgen.cli.agents;

import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.Dialogue;
import java.io.PrintWriter;
import java.util.Optional;

/** Puts questions to a person, or answers them with what is proposed. */
interface Questions {

  /** Returns the answer; empty if the input has ended. */
  Optional<String> ask(String question, String proposed);

  boolean confirm(String question);

  static Questions asking(Dialogue dialogue) {
    return new Questions() {
      @Override
      public Optional<String> ask(String question, String proposed) {
        return dialogue.ask(question, proposed);
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
      public boolean confirm(String question) {
        out.println(question + " yes");
        return true;
      }
    };
  }
}
