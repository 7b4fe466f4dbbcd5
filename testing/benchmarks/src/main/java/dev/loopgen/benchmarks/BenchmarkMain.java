package dev.loopgen.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Compares everything if started without arguments; otherwise, runs one comparison or JMH. */
public final class BenchmarkMain {

  private BenchmarkMain() {}

  /**
   * Runs benchmarks.
   *
   * @param arguments none for everything; {@code ledger} for the check of ledgers; {@code database}
   *     for ledgers in PostgreSQL; {@code runs} for whole runs; {@code sandboxes} for commands in
   *     sandboxes; {@code exports} for exports; {@code driven} for the attempts of a model; {@code
   *     attestations} for the check of bundles; {@code gate} for the gate; {@code process} and the
   *     jar or the launcher of the command line for large ones by a process; {@code tampered} or
   *     {@code organisation} and the same for ledgers that are damaged in every line, or for 10,000
   *     ledgers; {@code rollup} with the same, {@code spark-submit} and the jar for it, for an
   *     organisation on Spark; {@code defaults} and the launcher for what people run without
   *     options, then the groups to measure if not all; or JMH's
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1 && arguments[0].equals("ledger")) {
      BenchmarkComparison.ledgers(System.out);
    } else if (arguments.length == 1 && arguments[0].equals("database")) {
      DatabaseComparison.print(System.out);
    } else if (arguments.length == 1 && arguments[0].equals("runs")) {
      BenchmarkComparison.runs(System.out);
    } else if (arguments.length == 1 && arguments[0].equals("sandboxes")) {
      BenchmarkComparison.sandboxes(System.out);
    } else if (arguments.length == 1 && arguments[0].equals("driven")) {
      BenchmarkComparison.driven(System.out);
    } else if (arguments.length == 1 && arguments[0].equals("exports")) {
      BenchmarkComparison.exports(System.out);
    } else if (arguments.length == 1 && arguments[0].equals("attestations")) {
      AttestationComparison.print(System.out);
    } else if (arguments.length == 2 && arguments[0].equals("attested")) {
      AttestedLedger.print(Path.of(arguments[1]).toAbsolutePath(), System.out);
    } else if (arguments.length == 2 && arguments[0].equals("gate")) {
      GateProcess.print(Path.of(arguments[1]), System.out);
    } else if (arguments.length == 2 && arguments[0].equals("process")) {
      LedgerProcess.print(Path.of(arguments[1]), System.out);
    } else if (arguments.length == 2 && arguments[0].equals("tampered")) {
      HeavyLedgers.tampered(Path.of(arguments[1]), System.out);
    } else if (arguments.length == 2 && arguments[0].equals("organisation")) {
      HeavyLedgers.organisation(Path.of(arguments[1]), System.out);
    } else if (arguments.length == 4 && arguments[0].equals("rollup")) {
      RollupProcess.print(
          Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]), System.out);
    } else if (arguments.length >= 2 && arguments[0].equals("defaults")) {
      List<String> groups = List.of(arguments).subList(2, arguments.length);
      DefaultsComparison.print(Path.of(arguments[1]).toAbsolutePath(), groups, System.out);
    } else if (arguments.length > 0) {
      org.openjdk.jmh.Main.main(arguments);
    } else {
      BenchmarkComparison.print(System.out);
    }
  }
}
