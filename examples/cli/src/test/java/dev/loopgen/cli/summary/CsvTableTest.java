package dev.loopgen.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=1+1 | '=1+1",
        "+1 | '+1",
        "-x | '-x",
        "@scope/shop | '@scope/shop",
        "＝1 | '＝1",
        "` \u00a0 =1` | ` \u00a0 =1`",
        "`  =1` | `'  =1`",
        "'=1 | ''=1",
        "'quoted | ''quoted",
        "a;=cmd() | a;'=cmd()",
        "a; @x;;-1 | a;' @x;;'-1",
        "a=b | a=b",
        "a-b+c@d | a-b+c@d",
        "it's | it's"
      })
  void safe_whatCouldBeginAFormula_getsAnApostrophe(String text, String expected) {
    assertThat(CsvTable.safe(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\tb",
        "a\0b",
        "a\u001bb",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "a\u200fb",
        "a\ufeffb"
      })
  void safe_whatIsNotSeenOnALine_isReplaced(String text) {
    assertThat(CsvTable.safe(text)).isEqualTo("a\ufffdb");
  }

  @Test
  void safe_lettersOfAllScripts_stay() {
    assertThat(CsvTable.safe("ünï 😀 日本語 \"q\", 'x'")).isEqualTo("ünï 😀 日本語 \"q\", 'x'");
  }

  @Test
  void take_valuesOfAllKinds_areCellsOfOneLine() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    CsvTable table = new CsvTable(out);
    table.take(
        new RunRow(
            Map.of(
                RunColumn.SOURCE,
                "a,\"b\"\nc",
                RunColumn.LEDGER,
                "",
                RunColumn.ENTRY_INDEX,
                7L,
                RunColumn.TRUSTED,
                true,
                RunColumn.STARTED_AT,
                Instant.parse("2026-11-23T12:00:00.1234Z"))));
    table.end();

    assertThat(text.toString().split("\n"))
        .hasSize(2)
        .satisfies(lines -> assertThat(lines[0]).startsWith("source,ledger,entry_index,"))
        .satisfies(lines -> assertThat(lines[0]).endsWith(",branch,ci_run"))
        .satisfies(
            lines ->
                assertThat(lines[1])
                    .startsWith("\"a,\"\"b\"\"\ufffdc\",,7,,,,true,,2026-11-23T12:00:00.123Z,,"));
  }
}
