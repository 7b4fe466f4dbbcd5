package dev.loopgen.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlignedRowsTest {

  private final List<String> printed = new ArrayList<>();
  private final AlignedRows rows = new AlignedRows(printed::add);

  @Test
  void flush_padsEveryCellButTheLast() {
    rows.add(List.of("a", "long", "x"));
    rows.add(List.of("bbb", "日", "yyyy"));
    rows.flush();

    assertThat(printed).containsExactly("a    long  x", "bbb  日     yyyy");
  }

  @Test
  void flush_coloursTakeNoRoom() {
    Colours forced = Colours.of(Map.of("CLICOLOR_FORCE", "1"), false);
    rows.add(List.of(forced.verdict(true, "ok"), "x"));
    rows.add(List.of("FAIL", "y"));
    rows.flush();

    assertThat(printed).containsExactly("\u001b[32mok\u001b[0m    x", "FAIL  y");
  }

  @Test
  void add_withoutEnd_printsBeforeTheLastRow() {
    for (int i = 0; i < 1000; i++) {
      rows.add(List.of("cell", "row " + i));
    }

    assertThat(printed).hasSize(1000).endsWith("cell  row 999");
  }
}
