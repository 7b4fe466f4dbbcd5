package dev.loopgen.cli.summary;

import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunRow;
import dev.loopgen.api.json.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON objects, one a line. */
final class JsonLinesTable implements RunTable {

  private final PrintWriter out;

  JsonLinesTable(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void take(RunRow row) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (RunColumn column : RunColumn.values()) {
      members.put(column.id(), json(row.values().get(column)));
    }
    out.print(new Json.Obj(members).text());
    out.print('\n');
  }

  @Override
  public void end() {
    out.flush();
  }

  private static Json json(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return Json.of(flag);
    } else if (value instanceof Long count) {
      return Json.of(count);
    } else if (value instanceof Instant instant) {
      return Json.of(CsvTable.text(instant));
    }
    return value == null ? Json.NULL : Json.of(value.toString());
  }
}
