package dev.loopgen.api.internal.text;

/** The content of {@code .loopgen/.gitignore}, which excludes files local to one clone. */
public final class OutputIgnoreRules {

  /** The whole file, with line feeds. */
  public static final String TEXT =
      """
      # Written by loopgen: these files belong to this clone alone.
      # Commit the rest: audit.jsonl, audit.checkpoint, attestations and state.
      /audit.jsonl.state
      /audit.jsonl.lock
      /audit.jsonl.merging
      /audit.jsonl.torn-*
      /audit.checkpoint.lock
      /audit.checkpoint.new
      /journal/
      /reports/
      loopgen-*.tmp
      """;

  private OutputIgnoreRules() {}
}
