package dev.loopgen.core.internal.driven.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a model thought aloud in its reply. A tag may be quoted by content and by the thinking
 * itself, so where thinking ends may be unclear. Text with the request's nonce is no quotation;
 * everything else counts only if nothing else stands after one of the possible ends.
 */
final class Thinking {

  private static final String HARMONY = "<|channel|>final<|message|>";

  private static final List<String> OPENING =
      List.of(
          "<think>", "<thinking>", "<thought>", "<reasoning>", "[THINK]", "<|channel|>analysis");

  private static final List<String> CLOSING =
      List.of("</think>", "</thinking>", "</thought>", "</reasoning>", "[/THINK]", HARMONY);

  private final String text;
  private final List<BlocksForm.Span> blocks;
  private final boolean opened;
  private final List<Integer> ends;

  private Thinking(String text, List<BlocksForm.Span> blocks) {
    this.text = text;
    this.blocks = blocks;
    this.opened = opens(text, text.length() - text.stripLeading().length());
    this.ends = ends(text, blocks);
  }

  static Thinking in(String text, Nonce nonce) {
    return new Thinking(
        text,
        BlocksForm.isIn(text, nonce) ? BlocksForm.read(text, nonce, false).closed() : List.of());
  }

  /** Returns where the text may start that is not thinking: none, one, or several places. */
  List<Integer> possibleEnds() {
    List<Integer> starts = new ArrayList<>();
    if (!opened) {
      starts.add(0);
    }
    if (!ends.isEmpty()) {
      starts.add(ends.get(0));
    }
    if (ends.size() > 1) {
      starts.add(ends.get(ends.size() - 1));
    }
    return starts;
  }

  /** Returns the text in which blocks with the request's nonce count. */
  String spoken() {
    if (ends.isEmpty() && opened) {
      return "";
    }
    int from = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    LineCursor lines = new LineCursor(text, from);
    int block = 0;
    while (lines.advance()) {
      while (block < blocks.size() && blocks.get(block).to() <= lines.start()) {
        block++;
      }
      boolean inBlock = block < blocks.size() && blocks.get(block).from() <= lines.start();
      if (!inBlock && opens(text, lines.start())) {
        return text.substring(from, lines.start());
      }
    }
    return text.substring(from);
  }

  /** Tells whether a text contains what ends thinking. */
  static boolean ends(String text) {
    return CLOSING.stream().anyMatch(text::contains);
  }

  /** Tells whether thinking starts at an index. */
  static boolean opens(String text, int at) {
    return OPENING.stream().anyMatch(tag -> text.startsWith(tag, at));
  }

  /** Returns the indexes after the closing tags outside of closed blocks, ascending. */
  private static List<Integer> ends(String text, List<BlocksForm.Span> blocks) {
    List<Integer> ends = new ArrayList<>();
    int block = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit != '<' && unit != '[') {
        continue;
      }
      while (block < blocks.size() && blocks.get(block).to() <= at) {
        block++;
      }
      if (block < blocks.size() && blocks.get(block).from() <= at) {
        at = blocks.get(block).to() - 1;
        continue;
      }
      for (String tag : CLOSING) {
        if (text.startsWith(tag, at)) {
          ends.add(at + tag.length());
        }
      }
    }
    return ends;
  }
}
