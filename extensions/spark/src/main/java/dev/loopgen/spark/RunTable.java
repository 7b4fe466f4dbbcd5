package dev.loopgen.spark;

import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The table of runs in terms of Spark: the columns that an export of one machine has. */
final class RunTable {

  private RunTable() {}

  static StructType schema() {
    return DataTypes.createStructType(
        Arrays.stream(RunColumn.values())
            .map(column -> DataTypes.createStructField(column.id(), type(column), true))
            .toArray(StructField[]::new));
  }

  private static DataType type(RunColumn column) {
    return switch (column.kind()) {
      case TEXT -> DataTypes.StringType;
      case FLAG -> DataTypes.BooleanType;
      case COUNT -> DataTypes.LongType;
      case INSTANT -> DataTypes.TimestampType;
    };
  }

  static Row row(RunRow run) {
    return RowFactory.create(
        Arrays.stream(RunColumn.values())
            .map(column -> run.value(column).map(RunTable::value).orElse(null))
            .toArray());
  }

  private static Object value(Object value) {
    return value instanceof Instant instant ? Timestamp.from(instant) : value;
  }
}
