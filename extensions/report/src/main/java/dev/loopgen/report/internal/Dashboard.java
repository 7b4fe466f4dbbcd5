package dev.loopgen.report.internal;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStacheType;
import java.util.List;

/**
 * The content of the page; the template escapes the texts. The unescaped parts are constants of
 * this module, and {@code data}, which contains only numbers.
 *
 * @param policy the content security policy
 * @param style the style sheet, not escaped
 * @param charts the chart library, not escaped
 * @param script the script, not escaped
 * @param data the series of the charts as JSON, not escaped
 */
@JStache(path = "dev/loopgen/report/internal/dashboard.mustache")
@JStacheConfig(type = JStacheType.STACHE)
record Dashboard(
    String policy,
    String style,
    String charts,
    String script,
    String data,
    String title,
    String window,
    String generated,
    List<Alert> alerts,
    String intact,
    boolean allIntact,
    boolean hasRuns,
    List<Card> cards,
    List<Share> shares,
    List<Chart> figures,
    List<Table> tables,
    Runs runs) {

  /** A prominent warning. */
  record Alert(String tone, String headline, List<Item> items, boolean hasMore, String more) {}

  /** One source of an alert. */
  record Item(String name, String text) {}

  /** A key figure. */
  record Card(String name, String value, String tone, String note, String change, String trend) {}

  /** A segment of a bar. */
  record Share(String name, String count, String percent, String tone, String from, String width) {}

  /** A chart; its series is in the data. */
  record Chart(String id, String name, String note, String description) {}

  /** A table that can be filtered and sorted. */
  record Table(
      String id,
      String name,
      String note,
      boolean filled,
      String nothing,
      List<Column> columns,
      List<Row> rows,
      String total,
      String more) {}

  /** A column, sorted as numbers or as text. */
  record Column(String name, boolean number, String sorted) {}

  /** A row. */
  record Row(String tone, List<Cell> cells) {}

  /** A cell. */
  record Cell(
      String text,
      String value,
      String kind,
      boolean code,
      boolean badge,
      boolean bar,
      String width,
      String note) {}

  /** The runs shown in detail. */
  record Runs(boolean filled, String total, String note, List<Run> all) {}

  /** A run. */
  record Run(
      String id,
      String at,
      String sortAt,
      String verdict,
      String tone,
      String source,
      String loop,
      String actor,
      String mode,
      String tier,
      String duration,
      String millis,
      String entry,
      String hash,
      boolean violated,
      List<Step> steps,
      List<Item> violations,
      boolean reasoned,
      List<String> reasons,
      boolean cut,
      String leftOut,
      List<Link> links) {}

  /** A link that an entry names. */
  record Link(String name, String href) {}

  /** A command of a run. */
  record Step(String command, String outcome, String tone, String duration) {}
}
