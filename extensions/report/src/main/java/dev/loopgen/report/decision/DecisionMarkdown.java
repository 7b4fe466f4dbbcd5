package dev.loopgen.report.decision;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.internal.text.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Formats a decision as Markdown: a heading, its subject, and one table. */
final class DecisionMarkdown {

  /** The maximum length of a cell's text, in characters, which keeps the summary short. */
  private static final int CELL = 600;

  private static final Pattern LINKING = Pattern.compile("[@:.]");

  private DecisionMarkdown() {}

  static String of(DecisionReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("## loopgen: " + report.verdict());
    lines.add("");
    lines.add(about(report.decision().subject()));
    lines.add("");
    lines.add("| | Rule | Loop | What was found | What would change it |");
    lines.add("|---|---|---|---|---|");
    report.decision().findings().forEach(finding -> lines.add(row(finding)));
    lines.add("");
    return String.join("\n", lines);
  }

  private static String about(GateSubject subject) {
    return "Tree "
        + subject.tree().hex()
        + subject.commit().map(id -> ", commit " + id.hex()).orElse("")
        + subject.base().map(id -> ", base " + id.hex()).orElse("")
        + ", decided at "
        + text(subject.decidedAt().toString())
        + ".";
  }

  private static String row(Finding finding) {
    String mark =
        switch (finding.outcome()) {
          case MET -> "ok";
          case WAIVED -> "**waived**";
          case UNDECIDED -> "**undecided**";
          case BROKEN -> "**broken**";
        };
    return "| "
        + String.join(
            " | ",
            mark,
            text(finding.rule().title()),
            text(finding.loop().orElse("")),
            text(finding.showed()),
            text(finding.remedy()))
        + " |";
  }

  /** Escapes markup, and text that GitHub would turn into links. */
  private static String text(String raw) {
    String line = SanitizedText.line(raw);
    return LINKING
        .matcher(Markdown.text(line.length() <= CELL ? line : cut(line) + " …"))
        .replaceAll("\\\\$0");
  }

  private static String cut(String line) {
    return line.substring(0, Character.isHighSurrogate(line.charAt(CELL - 1)) ? CELL - 1 : CELL);
  }
}
