package dev.loopgen.core.internal.driven.edit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The same white space added to, or removed from, the start of every line that is not blank.
 *
 * @param space spaces and tabs
 * @param added whether the file's lines have it and the model's do not; else the other way round
 */
record Shift(String space, boolean added) {

  /** Returns the shift that turns the model's lines into those of the file; empty if none does. */
  static Optional<Shift> between(List<String> model, List<String> file) {
    @Nullable Shift shift = null;
    for (int at = 0; at < model.size(); at++) {
      String wanted = model.get(at);
      String present = file.get(at);
      if (wanted.isBlank() && present.isBlank()) {
        continue;
      }
      Shift here = between(indent(wanted), indent(present));
      if (here == null || shift != null && !shift.equals(here)) {
        return Optional.empty();
      }
      shift = here;
    }
    return Optional.ofNullable(shift);
  }

  private static @Nullable Shift between(String model, String file) {
    if (file.endsWith(model)) {
      return new Shift(file.substring(0, file.length() - model.length()), true);
    }
    return model.endsWith(file)
        ? new Shift(model.substring(0, model.length() - file.length()), false)
        : null;
  }

  /** Shifts the model's new lines likewise; empty if one of them is not indented that far. */
  Optional<String> apply(List<String> lines) {
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      if (line.isBlank()) {
        out.append(
            added ? line : line.length() > space.length() ? line.substring(space.length()) : "");
      } else if (added) {
        out.append(space).append(line);
      } else if (line.startsWith(space)) {
        out.append(line, space.length(), line.length());
      } else {
        return Optional.empty();
      }
      out.append('\n');
    }
    return Optional.of(out.toString());
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - body(line).length());
  }

  /** Returns a line without its spaces and tabs in front. */
  static String body(String line) {
    int at = 0;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return line.substring(at);
  }
}
