package dev.loopgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.report.fixture.SampleLedgerSummaries;
import dev.loopgen.report.fixture.SampleOrganisation;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class YoungDashboardTest {

  private static final LocalDate DAY = SampleOrganisation.LAST_DAY;

  @TempDir private Path directory;

  private String page(String ciRun, String title) throws Exception {
    return GovernanceReport.html(
        YoungLedger.of(directory, ciRun, DAY), SampleLedgerSummaries.NOW, title);
  }

  @Test
  void html_title_isShownAsText() throws Exception {
    assertThat(page(YoungLedger.CI_RUN, "Shop <b>&\u202e"))
        .contains("<title>Shop &lt;b&gt;&amp;\ufffd, 2026-11-20</title>")
        .contains("<h1>Shop &lt;b&gt;&amp;\ufffd</h1>");
  }

  @Test
  void html_runOfAForge_linksToItAndItsCommit() throws Exception {
    assertThat(page(YoungLedger.CI_RUN, "x"))
        .contains("href=\"" + YoungLedger.CI_RUN + "\">CI run</a>")
        .contains(
            "href=\"https://github.com/acme/shop/commit/" + YoungLedger.COMMIT + "\">commit 0123");
    assertThat(page("https://gitlab.com/acme/group/shop/-/jobs/7", "x"))
        .contains("href=\"https://gitlab.com/acme/group/shop/-/commit/" + YoungLedger.COMMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)//actions/runs/1",
        "http://github.com/acme/shop/actions/runs/42",
        "https://user@github.com/acme/shop/actions/runs/42",
        "https://github.com/acme/shop/actions/runs/42?x=\"",
        "https://github.com/acme/shop/actions/runs/42#<b>",
        "https://github.com/actions/runs/42",
        "https://evil.example/"
      })
  void html_anythingElse_isNoLink(String ciRun) throws Exception {
    assertThat(page(ciRun, "x")).doesNotContain("class=\"at\"", "<b>\"");
  }
}
