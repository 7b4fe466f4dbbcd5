package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patch as OpenAI's models write it (V4A): sections that add, delete and update files between
 * {@code *** Begin Patch} and {@code *** End Patch}. Every line of content has a prefix, so that
 * content is never mistaken for a section.
 */
final class PatchForm {

  private static final String BEGIN = "*** Begin Patch";
  private static final String END = "*** End Patch";
  private static final String ADD = "*** Add File: ";
  private static final String DELETE = "*** Delete File: ";
  private static final String UPDATE = "*** Update File: ";
  private static final String MOVE = "*** Move to: ";
  private static final String END_OF_FILE = "*** End of File";

  private final Proposals into;
  private @Nullable Section section;

  private PatchForm(Proposals into) {
    this.into = into;
  }

  /** Tells whether a text can only be meant as a patch. */
  static boolean starts(String text) {
    return text.startsWith(BEGIN + "\n") || text.startsWith(BEGIN + "\r\n");
  }

  /** Reads a whole patch. */
  static void read(String text, Proposals into) {
    String patch = text.strip();
    if (!starts(patch)) {
      into.malformed("apply_patch", "the patch does not start with " + BEGIN);
    } else if (!patch.endsWith("\n" + END)) {
      into.malformed("apply_patch", "the patch does not end with " + END);
    } else {
      new PatchForm(into).sections(patch.substring(0, patch.length() - END.length()));
    }
  }

  private void sections(String patch) {
    LineCursor lines = new LineCursor(patch, patch.indexOf('\n') + 1);
    while (lines.advance() && !into.isFull()) {
      line(lines.line());
    }
    close();
  }

  private void line(String line) {
    if (line.startsWith(ADD)) {
      open("write_file", line.substring(ADD.length()));
    } else if (line.startsWith(DELETE)) {
      open("delete_file", line.substring(DELETE.length()));
    } else if (line.startsWith(UPDATE)) {
      open("edit", line.substring(UPDATE.length()));
    } else if (section == null) {
      if (!line.isBlank()) {
        section = new Section("apply_patch", "");
        section.fail("a line stands outside of the files' sections");
      }
    } else if (line.startsWith(MOVE)) {
      section.fail("a patch cannot move a file");
    } else if (!line.equals(END_OF_FILE)) {
      section.line(line);
    }
  }

  private void open(String action, String path) {
    close();
    section = new Section(action, path.strip());
  }

  private void close() {
    if (section != null) {
      section.close(into);
    }
    section = null;
  }

  /** The lines of one file. */
  private static final class Section {

    private final String action;
    private final String path;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder search = new StringBuilder();
    private final StringBuilder replacement = new StringBuilder();
    private final List<Replacement> replacements = new ArrayList<>();
    private @Nullable String failure;
    private boolean hunk;

    Section(String action, String path) {
      this.action = action;
      this.path = path;
    }

    void fail(String reason) {
      failure = failure == null ? reason : failure;
    }

    void line(String line) {
      if (action.equals("write_file")) {
        if (line.startsWith("+")) {
          content.append(line, 1, line.length()).append('\n');
        } else {
          fail("a line of an added file does not start with +");
        }
      } else if (action.equals("edit")) {
        hunkLine(line);
      } else if (!line.isBlank()) {
        fail("a deleted file has lines");
      }
    }

    private void hunkLine(String line) {
      if (line.startsWith("@@")) {
        endHunk();
        return;
      }
      hunk = true;
      char kind = line.isEmpty() ? ' ' : line.charAt(0);
      String rest = line.isEmpty() ? "" : line.substring(1);
      if (kind != ' ' && kind != '+' && kind != '-') {
        fail("a line of an updated file starts with none of +, - and space");
      }
      if (kind != '+') {
        search.append(rest).append('\n');
      }
      if (kind != '-') {
        replacement.append(rest).append('\n');
      }
    }

    private void endHunk() {
      if (!hunk) {
        return;
      }
      if (search.isEmpty()) {
        fail("a hunk has no line that stands in the file");
      } else if (replacements.size() == Action.MAX_REPLACEMENTS) {
        fail("more than " + Action.MAX_REPLACEMENTS + " hunks");
      } else {
        replacements.add(new Replacement(search.toString(), replacement.toString()));
      }
      search.setLength(0);
      replacement.setLength(0);
      hunk = false;
    }

    void close(Proposals into) {
      endHunk();
      if (failure == null && path.isEmpty()) {
        fail("the path is empty");
      }
      if (failure == null && action.equals("edit") && replacements.isEmpty()) {
        fail("an updated file has no hunk");
      }
      if (failure != null) {
        into.malformed(action, failure);
        return;
      }
      into.attempt(
          action,
          () ->
              switch (action) {
                case "write_file" -> new Action.WriteFile(path, content.toString());
                case "delete_file" -> new Action.DeleteFile(path);
                default -> new Action.Edit(path, replacements);
              });
    }
  }
}
