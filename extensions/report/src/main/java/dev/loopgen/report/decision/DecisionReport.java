package dev.loopgen.report.decision;

import dev.loopgen.api.gate.GateDecision;
import java.util.Locale;
import java.util.Objects;

/**
 * A decision in each of the formats in which others read it. docs/decision.md says what each holds.
 *
 * <pre>{@code
 * DecisionReport report = new DecisionReport(gate.decide(), Loopgen.version());
 * Files.writeString(Path.of("loopgen.sarif"), report.sarif());
 * }</pre>
 *
 * <p>Equal decisions give equal texts. What a finding quotes stays data in all of them: it is
 * escaped as the format asks, and characters that act on a terminal or reorder text are replaced.
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
   * Returns the decision as JSON.
   *
   * @return one object on one line, its members sorted by name
   */
  public String json() {
    return DecisionJson.of(this).canonical();
  }

  /**
   * Returns the decision as a test report: one suite for each loop and one for what is about none,
   * one test for each rule. What is broken failed, what could not be decided is an error, and what
   * is excused was skipped.
   *
   * @return XML as Ant, Maven, Jenkins, GitHub's and GitLab's viewers read it, with its declaration
   */
  public String junit() {
    return JUnitXml.of(decision);
  }

  /**
   * Returns what stands in the way as the results of a static analysis: broken rules are errors,
   * undecided ones warnings.
   *
   * @return a SARIF log, version 2.1.0
   */
  public String sarif() {
    return Sarif.of(this).canonical();
  }

  /**
   * Returns the decision for a person, as it stands well in the summary of a CI job.
   *
   * @return GitHub-flavoured Markdown that ends with a line feed
   */
  public String markdown() {
    return DecisionMarkdown.of(this);
  }
}
