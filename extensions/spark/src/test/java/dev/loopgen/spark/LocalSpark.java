package dev.loopgen.spark;

import org.apache.spark.sql.SparkSession;

/** A cluster of two cores in this process. */
final class LocalSpark {

  private LocalSpark() {}

  /** Starts a session in which a task may fail three times. */
  static SparkSession start() {
    return SparkSession.builder()
        .master("local[2,4]")
        .appName("loopgen-test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.hadoop.fs.flaky.impl", FlakyFileSystem.class.getName())
        .config("spark.hadoop.fs.flaky.impl.disable.cache", "true")
        .getOrCreate();
  }
}
