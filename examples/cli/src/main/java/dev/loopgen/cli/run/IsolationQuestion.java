package dev.loopgen.cli.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.cli.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Asks a person whether commands may run without isolation, where there is none. */
final class IsolationQuestion {

  private final BufferedReader in;
  private final PrintWriter out;

  IsolationQuestion(BufferedReader in, PrintWriter out) {
    this.in = in;
    this.out = out;
  }

  /** Asks; anything but a clear yes is a no. */
  boolean allowsNone(IsolationException e) {
    out.println(Console.sentence(String.valueOf(e.getMessage())));
    out.println(
        "Without isolation the commands run what the model wrote with your rights: they can read"
            + " your files and use your network.");
    out.print("Go on without isolation, as with --isolate none? [y/N] ");
    out.flush();
    try {
      String answer = in.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
