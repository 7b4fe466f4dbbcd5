package dev.loopgen.core.internal.flight;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.internal.text.TextStart;
import java.util.function.Consumer;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * An event with a duration. A recording is passed around more freely than a ledger, so no field has
 * output, a path, a message of an exception or the id of a tree, and texts are bounded.
 */
@Category("loopgen")
@StackTrace(false)
abstract class LoopgenEvent extends Event {

  /** The most UTF-16 code units of a text. */
  private static final int MAX_TEXT = 200;

  @Label("Error")
  @Description("The exception that ended it, by its simple name; null if none did")
  @Nullable String error;

  /** Does the work, and commits this event with what the result says. */
  final <T> T around(Work<T> work, Consumer<T> facts) throws InterruptedException {
    begin();
    try {
      T result = work.call();
      end();
      facts.accept(result);
      return result;
    } catch (InterruptedException | RuntimeException | Error e) {
      error = name(e);
      throw e;
    } finally {
      commit();
    }
  }

  private static String name(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return bounded(failure instanceof ModelException e ? name + " " + e.kind().id() : name);
  }

  static String bounded(String text) {
    return TextStart.within(text, MAX_TEXT);
  }
}
