package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Actions as blocks of plain text between lines that start with {@code === NONCE}:
 *
 * <pre>{@code
 * === NONCE write_file src/app.py
 * print("hello")
 * === NONCE end
 * }</pre>
 *
 * <p>Only such lines are markup: content is never escaped, and no content that was written before
 * the nonce was drawn can be taken for markup. A block that is not closed has no effect, because
 * its content may be incomplete.
 */
final class BlocksForm {

  /** The line that ends a block. */
  static final String END = "end";

  private static final Set<String> WITH_BODY = Set.of("write_file", "edit");

  private final String text;
  private final String marker;
  private final boolean cut;
  private final Proposals proposals = new Proposals(ReplyForm.BLOCKS);
  private final List<Span> closed = new ArrayList<>();
  private final StringBuilder prose = new StringBuilder();
  private @Nullable OpenBlock open;
  private boolean mayEnd;

  /** A closed block, from its first line to the line after its last. */
  record Span(int from, int to) {}

  private BlocksForm(String text, Nonce nonce, boolean cut) {
    this.text = text;
    this.marker = nonce.marker();
    this.cut = cut;
  }

  /**
   * Reads the blocks of a text.
   *
   * @param cut whether the reply was cut at its end
   */
  static BlocksForm read(String text, Nonce nonce, boolean cut) {
    BlocksForm form = new BlocksForm(text, nonce, cut);
    form.lines();
    return form;
  }

  /** Tells whether the text has a line with the nonce. */
  static boolean isIn(String text, Nonce nonce) {
    return text.startsWith(nonce.marker()) || text.contains("\n" + nonce.marker());
  }

  Proposals proposals() {
    return proposals;
  }

  /** Returns where the closed blocks stand, in order. */
  List<Span> closed() {
    return closed;
  }

  /** Returns the text outside of blocks. */
  String prose() {
    return prose.toString();
  }

  private void lines() {
    LineCursor lines = new LineCursor(text, 0);
    while (lines.advance() && !proposals.isFull()) {
      if (lines.startsWith(marker)) {
        marker(lines);
      } else if (open != null) {
        open.line(text, lines.start(), lines.next());
      } else {
        mayEnd &= lines.line().isBlank();
        prose.append(text, lines.start(), lines.next());
      }
    }
    if (open != null) {
      proposals.malformed(open.verb(), "the block is not closed by an " + END + " line");
    }
  }

  private void marker(LineCursor lines) {
    String rest = lines.line().substring(marker.length()).strip();
    int space = rest.indexOf(' ');
    String word = space < 0 ? rest : rest.substring(0, space);
    String argument = space < 0 ? "" : rest.substring(space + 1).strip();
    boolean cutHere = cut && !lines.isTerminated();
    if (open != null && cutHere) {
      return;
    }
    if (open != null && open.section(word, argument)) {
      return;
    }
    if (open != null && word.equals(END)) {
      open.close(argument, proposals);
      closed.add(new Span(open.start(), lines.next()));
      open = null;
      mayEnd = false;
    } else if (word.equals(END)) {
      if (!mayEnd) {
        proposals.malformed(END, "no block is open");
      }
      mayEnd = false;
    } else {
      abandon();
      begin(word, argument, lines, cutHere);
    }
  }

  private void abandon() {
    if (open != null) {
      proposals.malformed(open.verb(), "another block starts before its " + END + " line");
      open = null;
    }
  }

  private void begin(String word, String argument, LineCursor lines, boolean cutHere) {
    mayEnd = false;
    boolean argumentBelow = argument.isEmpty() && endsBelow(lines);
    if (WITH_BODY.contains(word) || argumentBelow) {
      open = new OpenBlock(word, argument, lines.start());
    } else if (cutHere) {
      proposals.malformed(word, "the reply was cut within its last line");
    } else {
      proposals.add(BlockArgument.action(word, argument));
      mayEnd = true;
    }
  }

  /** Tells whether the next line with the nonce is an end, and what lies between is not blank. */
  private boolean endsBelow(LineCursor lines) {
    int next =
        text.startsWith(marker, lines.next())
            ? lines.next()
            : text.indexOf("\n" + marker, lines.next()) + 1;
    if (next <= lines.next()) {
      return false;
    }
    LineCursor line = new LineCursor(text, next);
    return line.advance()
        && line.line().substring(marker.length()).strip().equals(END)
        && !text.substring(lines.next(), next).isBlank();
  }
}
