package dev.loopgen.report;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.json.Json;
import dev.loopgen.report.internal.DashboardPage;
import dev.loopgen.report.internal.GovernanceJson;
import dev.loopgen.report.internal.GovernanceMarkdown;
import dev.loopgen.report.internal.GovernanceText;
import java.time.Instant;

/**
 * Formats summaries of ledgers. The functions depend only on their arguments and write no files.
 */
public final class GovernanceReport {

  private static final String TITLE = "Governance report";

  private GovernanceReport() {}

  /**
   * Formats the summary as JSON: the members of npm loopgen's {@code audit summary --json}, and
   * others.
   *
   * @param summary the summary
   * @return one object
   */
  public static Json.Obj json(GovernanceSummary summary) {
    return GovernanceJson.of(summary);
  }

  /**
   * Formats the summary as a few lines of text. Characters that act on a terminal are escaped.
   *
   * @param summary the summary
   * @return the lines, each ending with a line feed
   */
  public static String text(GovernanceSummary summary) {
    return GovernanceText.of(summary);
  }

  /**
   * Formats the summary as a Markdown report. Names and commands are escaped.
   *
   * @param summary the summary
   * @return the report
   */
  public static String markdown(GovernanceSummary summary) {
    return GovernanceMarkdown.of(summary);
  }

  /**
   * Formats the summary as one HTML page that loads nothing: its content security policy allows
   * only its own script and style. Names and commands are escaped.
   *
   * @param summary the summary
   * @param generated the creation time shown on the page
   * @return the page
   */
  public static String html(GovernanceSummary summary, Instant generated) {
    return html(summary, generated, TITLE);
  }

  /**
   * Formats the same page with another title.
   *
   * @param summary the summary
   * @param generated the creation time shown on the page
   * @param title the title, shown as text
   * @return the page
   */
  public static String html(GovernanceSummary summary, Instant generated, String title) {
    return DashboardPage.of(summary, generated, title);
  }
}
