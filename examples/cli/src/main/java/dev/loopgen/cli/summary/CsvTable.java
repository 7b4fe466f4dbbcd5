package dev.loopgen.cli.summary;

import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunRow;
import dev.loopgen.api.internal.text.VisibleText;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * Writes rows as comma-separated values (RFC 4180), each on exactly one line. Spreadsheets take
 * nothing in them for a formula.
 */
final class CsvTable implements RunTable {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Where a spreadsheet could see a formula begin: at the start of a cell, which for some of them
   * is also after a semicolon.
   */
  private static final Pattern FORMULA = Pattern.compile("(?<=^|;)(?=\\s*['=+\\-@＝＋－＠])");

  private static final Pattern NOT_ON_A_LINE = Pattern.compile("[\\n\\t\\uFEFF]");

  private final JsonGenerator cells;

  CsvTable(PrintWriter out) {
    CsvSchema.Builder schema = CsvSchema.builder().setNullValue("");
    for (RunColumn column : RunColumn.values()) {
      schema.addColumn(column.id());
    }
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    cells = mapper.writer(schema.build()).createGenerator(out);
    cells.writeStartArray();
    for (RunColumn column : RunColumn.values()) {
      cells.writeString(column.id());
    }
    cells.writeEndArray();
  }

  @Override
  public void take(RunRow row) {
    cells.writeStartArray();
    for (RunColumn column : RunColumn.values()) {
      write(row.values().get(column));
    }
    cells.writeEndArray();
  }

  @Override
  public void end() {
    cells.flush();
  }

  private void write(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      cells.writeBoolean(flag);
    } else if (value instanceof Long count) {
      cells.writeNumber(count);
    } else if (value instanceof Instant instant) {
      cells.writeString(text(instant));
    } else if (value != null) {
      cells.writeString(safe(value.toString()));
    } else {
      cells.writeNull();
    }
  }

  /** Returns an instant in UTC with milliseconds. */
  static String text(Instant instant) {
    return INSTANT.format(instant);
  }

  /** Returns a text for one line of a table, in which nothing begins a formula. */
  static String safe(String text) {
    String visible = NOT_ON_A_LINE.matcher(VisibleText.of(text)).replaceAll("\ufffd");
    return FORMULA.matcher(visible).replaceAll("'");
  }
}
