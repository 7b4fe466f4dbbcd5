package dev.loopgen.spark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/** The main class of the assembled jar, for {@code spark-submit}. */
public final class Main {

  private Main() {}

  /**
   * Summarises ledgers and stops the session; ends the process unless everything is intact.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int code = RollupCommand.run(out, err, arguments);
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
    out.flush();
    err.flush();
    if (code != 0) {
      System.exit(code);
    }
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}
