package dev.loopgen.core.internal.driven.edit;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.verify.Redactor;
import java.util.List;

/** What became of an edit or a write. Only {@link Changed} has an effect. */
public sealed interface EditResult {

  /** Returns the name under which the result is recorded. */
  String id();

  /** Tells the model what happened; may have several lines, which may quote the file. */
  String describe();

  /**
   * The file has another text now.
   *
   * @param content the whole new text
   */
  record Changed(String content) implements EditResult {

    @Override
    public String id() {
      return "changed";
    }

    @Override
    public String describe() {
      return "applied";
    }
  }

  /** The file has that text already. */
  record Unchanged() implements EditResult {

    @Override
    public String id() {
      return "unchanged";
    }

    @Override
    public String describe() {
      return "no effect: the file has this content already";
    }
  }

  /** The passage to find is gone and its replacement is there. */
  record AlreadyApplied() implements EditResult {

    @Override
    public String id() {
      return "already-applied";
    }

    @Override
    public String describe() {
      return "no effect: already applied";
    }
  }

  /**
   * The passage to find is not in the file.
   *
   * @param number which of the edit's replacements, from 1
   * @param nearest the file's most similar lines with their numbers, possibly empty
   */
  record NotFound(int number, List<String> nearest) implements EditResult {

    public NotFound {
      nearest = List.copyOf(nearest);
    }

    @Override
    public String id() {
      return "not-found";
    }

    @Override
    public String describe() {
      String what = "replacement " + number + ": the text to find occurs 0 times";
      return nearest.isEmpty()
          ? what
          : what + "; the nearest lines are\n" + String.join("\n", nearest);
    }
  }

  /**
   * The passage to find is in the file more than once.
   *
   * @param number which of the edit's replacements, from 1
   * @param count how often it occurs; a lower bound
   * @param matches some of the lines where it starts with their numbers
   */
  record Ambiguous(int number, int count, List<String> matches) implements EditResult {

    public Ambiguous {
      matches = List.copyOf(matches);
    }

    @Override
    public String id() {
      return "ambiguous";
    }

    @Override
    public String describe() {
      return "replacement "
          + number
          + ": the text to find occurs "
          + count
          + " times; it starts at\n"
          + String.join("\n", matches);
    }
  }

  /**
   * A new line stands for content that was left out.
   *
   * @param line the line
   */
  record Placeholder(String line) implements EditResult {

    @Override
    public String id() {
      return "placeholder";
    }

    @Override
    public String describe() {
      return "refused: a line stands for code that was left out: " + line;
    }
  }

  /**
   * A new line has the mark of a secret that the model was not shown.
   *
   * @param line the line
   */
  record Redacted(String line) implements EditResult {

    @Override
    public String id() {
      return "redacted";
    }

    @Override
    public String describe() {
      return "refused: the file does not say "
          + Redactor.MARKER
          + ", that hides a secret from you; edit only lines without it: "
          + line;
    }
  }

  /**
   * A write would drop half of the file or more. It is asked back once.
   *
   * @param before the number of lines before
   * @param after the number of lines after
   */
  record Halved(int before, int after) implements EditResult {

    @Override
    public String id() {
      return "halved";
    }

    @Override
    public String describe() {
      return "not applied: the file would shrink from "
          + before
          + " to "
          + Plural.of(after, "line")
          + "; send it again if that is meant";
    }
  }
}
