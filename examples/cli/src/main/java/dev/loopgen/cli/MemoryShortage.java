package dev.loopgen.cli;

import dev.loopgen.cli.support.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Ends the command with one sentence and its own exit code when memory runs out, in whichever
 * thread: the JVM's code would be that of a refused change.
 */
final class MemoryShortage {

  /** Made while there is memory. */
  private static final String SENTENCE =
      "loopgen: the memory is not enough: the heap is limited to "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB. Set LOOPGEN_HEAP to a higher limit, such as 3g, or -Xmx without the launcher.";

  private MemoryShortage() {}

  /** Ends the process if a thread that nobody waits for runs out of memory. */
  static void endsTheProcess() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (caused(e)) {
            report(
                new PrintWriter(
                    new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
            System.exit(ExitCode.ERROR);
          }
          e.printStackTrace();
        });
  }

  /** Tells whether an exception has this reason. */
  static boolean caused(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 100; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Says so and returns the exit code. */
  static int report(PrintWriter err) {
    err.println(SENTENCE);
    return ExitCode.ERROR;
  }
}
