package dev.loopgen.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DashboardTablesTest {

  @Test
  void rows_areBoundedAsDocumented() throws Exception {
    assertThat(Files.readString(Path.of("..", "..", "docs", "governance.md")))
        .contains("up to " + DashboardTables.ROWS + " rows");
  }
}
