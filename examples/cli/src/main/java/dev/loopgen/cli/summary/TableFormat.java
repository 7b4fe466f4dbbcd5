package dev.loopgen.cli.summary;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The formats of a table of runs. */
enum TableFormat {
  /** Comma-separated values with a header, safe for spreadsheets. */
  CSV(CsvTable::new),
  /** One JSON object a line, exact. */
  JSONL(JsonLinesTable::new);

  private final Function<PrintWriter, RunTable> writer;

  TableFormat(Function<PrintWriter, RunTable> writer) {
    this.writer = writer;
  }

  /** Returns a writer of rows; begins the table. */
  RunTable writer(PrintWriter out) {
    return writer.apply(out);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the value of an option. */
  static final class Converter implements ITypeConverter<TableFormat> {

    /** Used by picocli. */
    Converter() {}

    @Override
    public TableFormat convert(String value) {
      for (TableFormat format : values()) {
        if (format.toString().equals(value)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + value + "' is neither csv nor jsonl");
    }
  }
}
