package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A block whose end has not been read yet. */
final class OpenBlock {

  /** The section of an edit that stands in the file. */
  static final String OLD = "old";

  /** The section of an edit that replaces the one before. */
  static final String NEW = "new";

  /** After a marker: the text before it does not end with a line break. */
  static final String WITHOUT_NEWLINE = "without-newline";

  /** After a marker: the fences around the text before it belong to the content. */
  static final String VERBATIM = "verbatim";

  private static final Set<String> OLD_NAMES = Set.of(OLD, "search", "find");
  private static final Set<String> NEW_NAMES = Set.of(NEW, "replace");
  private static final Set<String> FLAGS = Set.of(WITHOUT_NEWLINE, VERBATIM);

  private final String verb;
  private final String argument;
  private final int start;
  private final StringBuilder body = new StringBuilder();
  private final List<Replacement> replacements = new ArrayList<>();
  private @Nullable String section;
  private @Nullable String search;
  private @Nullable String failure;

  OpenBlock(String verb, String argument, int start) {
    this.verb = verb;
    this.argument = argument;
    this.start = start;
  }

  String verb() {
    return verb;
  }

  /** Returns where the block's first line starts. */
  int start() {
    return start;
  }

  void line(String text, int from, int to) {
    body.append(text, from, to);
  }

  /** Takes a marker as a section of an edit; false if it is none. */
  boolean section(String word, String flags) {
    boolean old = OLD_NAMES.contains(word);
    if (!verb.equals("edit") || !old && !NEW_NAMES.contains(word) || !areFlags(flags)) {
      return false;
    }
    finishSection(flags);
    if (old == (search != null)) {
      fail(old ? "two passages to find follow each other" : "a replacement has no passage to find");
    }
    section = old ? OLD : NEW;
    return true;
  }

  private static boolean areFlags(String text) {
    return text.isEmpty() || FLAGS.containsAll(List.of(text.split(" ")));
  }

  private void finishSection(String flags) {
    String content = content(flags);
    body.setLength(0);
    if (section == null) {
      if (!content.isBlank()) {
        fail("text stands before the first passage to find");
      }
    } else if (section.equals(OLD)) {
      search = content;
    } else if (search != null) {
      replace(search, content);
      search = null;
    }
  }

  private void replace(String passage, String replacement) {
    if (replacements.size() == Action.MAX_REPLACEMENTS) {
      fail("more than " + Action.MAX_REPLACEMENTS + " replacements");
      return;
    }
    try {
      replacements.add(new Replacement(passage, replacement));
    } catch (IllegalArgumentException invalid) {
      fail(String.valueOf(invalid.getMessage()));
    }
  }

  private String content(String flags) {
    List<String> set = List.of(flags.split(" "));
    boolean quoted = argument.length() > 1 && argument.endsWith(argument.substring(0, 1));
    String content = body.toString();
    if (!set.contains(VERBATIM)) {
      content =
          CodeFence.unwrapContent(
              quoted ? argument.substring(1, argument.length() - 1) : argument, content);
    }
    boolean strip = set.contains(WITHOUT_NEWLINE) && content.endsWith("\n");
    return strip ? content.substring(0, content.length() - 1) : content;
  }

  private void fail(String reason) {
    failure = failure == null ? reason : failure;
  }

  /** Ends the block and adds its action. */
  void close(String flags, Proposals into) {
    if (!areFlags(flags)) {
      fail("the line that ends the block has unknown words");
    }
    switch (verb) {
      case "write_file" -> add(into, () -> new Action.WriteFile(path(), content(flags)));
      case "edit" -> {
        if (section == null && failure == null) {
          ConflictMarkers.read(content(flags), this::replace, this::fail);
        } else {
          finishSection(flags);
        }
        if (search != null) {
          fail("a passage to find has no replacement");
        }
        add(into, () -> new Action.Edit(path(), replacements));
      }
      default -> {
        if (failure == null) {
          into.add(BlockArgument.action(verb, body.toString().strip()));
        } else {
          into.malformed(verb, failure);
        }
      }
    }
  }

  private String path() {
    return BlockArgument.path(argument);
  }

  private void add(Proposals into, Supplier<Action> action) {
    if (failure == null) {
      into.attempt(verb, action);
    } else {
      into.malformed(verb, failure);
    }
  }
}
