package dev.loopgen.report.decision;

import dev.loopgen.api.gate.GateDecision;
import java.util.Locale;
import java.util.Objects;

/**
 * Formats a decision for other tools and people. docs/decision.md describes each format.
 *
 * <pre>{@code
 * DecisionReport report = new DecisionReport(gate.decide(), Loopgen.version());
 * Files.writeString(Path.of("loopgen.sarif"), report.sarif());
 * }</pre>
 *
 * <p>Equal decisions give equal texts. Text quoted by findings is escaped as each format requires,
 * and characters that act on a terminal or reorder text are replaced.
 *
 * @param decision the decision
 * @param version the version of loopgen that decided
 */
public record DecisionReport(GateDecision decision, String version) {

  public DecisionReport {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(version, "version");
  }

  /**
   * Returns the decision as one word for people.
   *
   * @return {@code ACCEPTED}, {@code REFUSED} or {@code UNDECIDED}
   */
  public String verdict() {
    return decision.id().toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the decision for a terminal or a log: the verdict, and a line for each rule, followed
   * by the remedy if the rule prevents acceptance.
   *
   * @param explained whether to add what was looked at for each rule
   * @return lines that each end with a line feed
   */
  public String text(boolean explained) {
    return DecisionText.of(this, explained);
  }

  /**
   * Returns the decision as JSON.
   *
   * @return one object on one line, its members sorted by name
   */
  public String json() {
    return DecisionJson.of(this).canonical();
  }

  /**
   * Returns the decision as a test report: one suite for each loop and one for findings about none,
   * one test for each rule. A broken rule is a failure, an undecided one an error, and a waived one
   * a skipped test.
   *
   * @return XML as Ant, Maven, Jenkins, GitHub's and GitLab's viewers read it, with its declaration
   */
  public String junit() {
    return JUnitXml.of(decision);
  }

  /**
   * Returns the unmet rules as the results of a static analysis: broken rules are errors, undecided
   * ones warnings.
   *
   * @return a SARIF log, version 2.1.0
   */
  public String sarif() {
    return Sarif.of(this).canonical();
  }

  /**
   * Returns the decision for people, such as for the summary of a CI job.
   *
   * @return GitHub-flavoured Markdown that ends with a line feed
   */
  public String markdown() {
    return DecisionMarkdown.of(this);
  }
}
