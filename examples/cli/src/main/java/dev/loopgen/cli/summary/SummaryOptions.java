package dev.loopgen.cli.summary;

import dev.loopgen.core.GovernanceBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select runs and say where the summary goes. */
final class SummaryOptions {

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a report in Markdown to this file.")
  @Nullable Path report;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a dashboard to this file: one page that loads nothing.")
  @Nullable Path html;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "The title of the dashboard; needs --html.")
  @Nullable String title;

  @Mixin private RunSelectionOptions selection;

  /** Says that the bundles of a ledger that is kept elsewhere are those of a project. */
  void bundlesOf(BundleTierCheck.Elsewhere ledger) {
    selection.bundlesOf(ledger);
  }

  /**
   * Applies the options.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  GovernanceBuilder apply(GovernanceBuilder builder) {
    if (title != null && html == null) {
      throw new IllegalArgumentException("--title is the title of a dashboard; it needs --html.");
    }
    selection.apply(builder);
    if (report == null && html == null) {
      builder.figuresOnly();
    }
    return builder;
  }
}
