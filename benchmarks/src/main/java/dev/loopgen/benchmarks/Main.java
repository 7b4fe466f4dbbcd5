package dev.loopgen.benchmarks;

/** Compares everything when started without arguments; with some, it is JMH's command line. */
public final class Main {

  private Main() {}

  /**
   * Runs benchmarks.
   *
   * @param arguments none, or JMH's
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      org.openjdk.jmh.Main.main(arguments);
    } else {
      Comparison.print(System.out);
    }
  }
}
