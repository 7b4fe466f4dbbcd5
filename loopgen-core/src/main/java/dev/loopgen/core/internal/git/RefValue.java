package dev.loopgen.core.internal.git;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;

/** The value of a ref. */
sealed interface RefValue {

  /** The id of an object. */
  record Direct(ObjectId id) implements RefValue {
    @Override
    public String text() {
      return id.name();
    }
  }

  /** The name of another ref, which need not exist. */
  record Symbolic(String target) implements RefValue {
    @Override
    public String text() {
      return "ref: " + target;
    }
  }

  /** A value that git would not read. */
  record Broken(String how) implements RefValue {
    @Override
    public String text() {
      return "broken: " + how;
    }
  }

  /** Returns a text that no other value has. */
  String text();

  /** Parses the content of a loose ref like git (refs/files-backend.c). */
  static RefValue parse(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    text = text.substring(0, end);
    if (text.startsWith("ref:")) {
      int from = 4;
      while (from < end && isSpace(text.charAt(from))) {
        from++;
      }
      return symbolic(RefName.text(text.substring(from).getBytes(StandardCharsets.ISO_8859_1)));
    }
    boolean isId =
        text.length() >= 40
            && ObjectId.isId(text.substring(0, 40))
            && (text.length() == 40 || isSpace(text.charAt(40)));
    return isId
        ? new Direct(ObjectId.fromString(text.substring(0, 40)))
        : new Broken(text.isEmpty() ? "it is empty" : "it holds no object id");
  }

  static RefValue symbolic(String target) {
    return target.startsWith("refs/") && RefName.isValid(target)
        ? new Symbolic(target)
        : new Broken("it points at something that is not the name of a ref");
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
