package dev.loopgen.spark;

import dev.loopgen.report.GovernanceReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.SparkSession;

/** The example of docs/scale.md. */
final class ClusterRollup {

  private ClusterRollup() {}

  static void summarise(SparkSession session, LedgerRollup.Database database, Path page)
      throws Exception {
    // begin cluster
    try (LedgerRollup rollup =
        LedgerRollup.builder(session).path("hdfs:///ledgers").database(database).build()) {
      Files.writeString(page, GovernanceReport.html(rollup.summarise(), Instant.now()));
      rollup.runs().filter("trusted AND NOT duplicate").write().parquet("hdfs:///reports/runs");
    }
    // end cluster
  }
}
