package dev.loopgen.report.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.internal.text.TerminalText;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Formats the result of a run for a person, as lines of plain text: the reasons why it was refused,
 * each with what to do, the warnings, and the verdict with its evidence.
 *
 * <p>Equal results give equal lines. No character in them acts on a terminal or reorders text.
 */
public final class RunText {

  private static final int MAX_SHOWN = 20;
  private static final int SHOWN_OF_COMMIT = 12;

  private final RunResult result;
  private final List<String> lines = new ArrayList<>();

  private RunText(RunResult result) {
    this.result = result;
  }

  /**
   * Formats a result with its evidence.
   *
   * @param result the result
   * @param adopting says how the caller takes the spec of the work tree for its own, given the
   *     spec's digest, as in {@code sha256:0123…}
   * @return the lines, the verdict in one that starts with {@code PASS} or {@code FAIL}
   */
  public static List<String> of(RunResult result, Function<String, String> adopting) {
    RunText text = judged(result, adopting);
    text.evidence();
    return List.copyOf(text.lines);
  }

  /**
   * Formats the verdict of a result, with what stands against the change.
   *
   * @param result the result
   * @param adopting as for {@link #of(RunResult, Function)}
   * @return the first of those lines, up to the verdict
   */
  public static List<String> verdict(RunResult result, Function<String, String> adopting) {
    return List.copyOf(judged(result, adopting).lines);
  }

  private static RunText judged(RunResult result, Function<String, String> adopting) {
    Objects.requireNonNull(adopting, "adopting");
    RunText text = new RunText(result);
    text.reasons(adopting);
    text.verdict();
    return text;
  }

  /**
   * Formats the result of one command.
   *
   * @param command the result
   * @return one line, which starts with {@code ok} or {@code FAIL} behind two spaces
   */
  public static String of(CommandResult command) {
    return (command.passed() ? "  ok   " : "  FAIL ")
        + TerminalText.escape(command.describe())
        + " ("
        + command.duration().toMillis()
        + " ms)";
  }

  private void reasons(Function<String, String> adopting) {
    int shown = 0;
    for (Failure failure : result.failures()) {
      if (shown++ == MAX_SHOWN) {
        lines.add("  … and " + Plural.of(result.failures().size() - MAX_SHOWN, "more reason"));
        break;
      }
      lines.add("  refused: " + TerminalText.sentence(failure.describe()));
      if (failure instanceof Failure.SpecChanged spec && spec.found().matches("[0-9a-f]{64}")) {
        lines.add("    to adopt it: " + adopting.apply("sha256:" + spec.found()));
      }
    }
    if (!result.passed()) {
      base().ifPresent(line -> lines.add("  " + TerminalText.escape(line)));
    }
    result.warnings().stream()
        .limit(MAX_SHOWN)
        .forEach(warning -> lines.add("  warning: " + TerminalText.sentence(warning)));
  }

  /** Returns the base commit and why it was chosen; empty if there is no commit. */
  private Optional<String> base() {
    return result
        .facts()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .flatMap(RunText::base);
  }

  private static Optional<String> base(Json.Obj base) {
    String rule = base.string("rule").orElse("");
    String reason = base.string("reference").map(found -> rule + ": " + found).orElse(rule);
    return base.string("commit")
        .filter(commit -> commit.length() >= SHOWN_OF_COMMIT)
        .map(commit -> "base: " + commit.substring(0, SHOWN_OF_COMMIT) + " (" + reason + ")");
  }

  private void verdict() {
    lines.add(
        (result.passed() ? "PASS " : "FAIL ")
            + TerminalText.escape(result.spec().id())
            + ": "
            + result.verification().commands().stream().filter(CommandResult::passed).count()
            + " of "
            + Plural.of(result.verification().commands().size(), "command")
            + " passed, "
            + Plural.of(result.changes().size(), "file")
            + " changed since the base");
  }

  private void evidence() {
    result.tests().map(TestLines::of).ifPresent(lines::addAll);
    if (result.verification().isolation().level() != Isolation.Level.NONE) {
      lines.add("  isolation: " + result.verification().isolation().describe());
    }
    lines.add(
        result
            .entry()
            .flatMap(AuditEntry::hash)
            .map(hash -> "  audit: " + hash)
            .orElse("  audit: nothing was recorded (dry run)"));
    AttestationOutcome attestation = result.attestation();
    if (!(attestation instanceof AttestationOutcome.NotRequested)) {
      String label = attestation instanceof AttestationOutcome.Pending ? "warning" : "attestation";
      lines.add("  " + label + ": " + TerminalText.escape(attestation.describe()));
    }
    result
        .report()
        .ifPresent(file -> lines.add("  report: " + TerminalText.escape(file.toString())));
  }
}
