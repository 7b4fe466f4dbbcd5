package dev.loopgen.report;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.json.Json;
import dev.loopgen.report.internal.DashboardPage;
import dev.loopgen.report.internal.GovernanceJson;
import dev.loopgen.report.internal.GovernanceMarkdown;
import dev.loopgen.report.internal.GovernanceText;
import java.time.Instant;

/** Writes a summary: static functions that read nothing else and write no file. */
public final class GovernanceReport {

  private static final String TITLE = "Governance report";

  private GovernanceReport() {}

  /**
   * Writes the summary as JSON: the members of npm loopgen's {@code audit summary --json}, and
   * others.
   *
   * @param summary the summary
   * @return one object
   */
  public static Json.Obj json(GovernanceSummary summary) {
    return GovernanceJson.of(summary);
  }

  /**
   * Writes the summary as a few lines of text. Whatever names and commands hold, nothing in it acts
   * on a terminal.
   *
   * @param summary the summary
   * @return lines, each ended by a line feed
   */
  public static String text(GovernanceSummary summary) {
    return GovernanceText.of(summary);
  }

  /**
   * Writes the summary as a report in Markdown. Whatever names and commands hold, it shows as text.
   *
   * @param summary the summary
   * @return the report
   */
  public static String markdown(GovernanceSummary summary) {
    return GovernanceMarkdown.of(summary);
  }

  /**
   * Writes the summary as one HTML page that loads nothing from anywhere: its policy lets only its
   * own script and style act. Whatever names and commands hold, it shows as text.
   *
   * @param summary the summary
   * @param generated the time that the page says it was made at
   * @return the page
   */
  public static String html(GovernanceSummary summary, Instant generated) {
    return html(summary, generated, TITLE);
  }

  /**
   * Writes the same page under a title of one's own.
   *
   * @param summary the summary
   * @param generated the time that the page says it was made at
   * @param title the title, shown as text
   * @return the page
   */
  public static String html(GovernanceSummary summary, Instant generated, String title) {
    return DashboardPage.of(summary, generated, title);
  }
}
