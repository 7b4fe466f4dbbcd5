package dev.loopgen.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Starts the command line and the roll-up on Spark with the same ledgers of an organisation, at
 * three sizes up to 5 GB, to find the size above which a cluster is faster.
 */
final class RollupProcess {

  private static final int LEDGERS = 270;
  private static final int ENTRIES_EACH = 10_000;
  private static final List<Integer> SIZES = List.of(27, 90, LEDGERS);
  private static final List<String> CORES = List.of("local[1]", "local[2]");

  private RollupProcess() {}

  /**
   * Measures and prints tables.
   *
   * @param command the jar of the command line, or its launcher
   * @param submit {@code spark-submit}, or what starts Spark with the same arguments
   * @param jar the assembled jar of the roll-up
   */
  static void print(Path command, Path submit, Path jar, PrintStream out)
      throws IOException, InterruptedException {
    Path organisation = SampleLedger.organisation(LEDGERS, ENTRIES_EACH);
    for (int size : SIZES) {
      List<String> ledgers =
          IntStream.range(0, size)
              .mapToObj(i -> organisation.resolve("project-" + i).toString())
              .toList();
      out.println("| " + size + " ledgers of 10,000 entries | s | processor s | peak MB |");
      out.println("|---|---:|---:|---:|");
      List<String> aggregate = new ArrayList<>(List.of("aggregate", "--json"));
      aggregate.addAll(ledgers);
      LedgerProcess.run(LedgerProcess.line(command, aggregate), "audit aggregate", 0, out);
      for (String cores : CORES) {
        LedgerProcess.run(line(submit, jar, cores, ledgers), "Spark, " + cores, 0, out);
      }
    }
  }

  private static List<String> line(Path submit, Path jar, String cores, List<String> ledgers) {
    List<String> line =
        new ArrayList<>(
            List.of(
                submit.toString(),
                "--master",
                cores,
                "--driver-memory",
                "2g",
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                "dev.loopgen.spark.Main",
                jar.toString()));
    line.addAll(ledgers);
    return line;
  }
}
