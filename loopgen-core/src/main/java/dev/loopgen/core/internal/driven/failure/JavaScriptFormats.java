package dev.loopgen.core.internal.driven.failure;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The formats of tools for JavaScript and TypeScript. */
final class JavaScriptFormats {

  private static final Set<String> EXTENSIONS =
      Set.of("js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue", "svelte");

  private JavaScriptFormats() {}

  static List<LocationFormat> all() {
    return List.of(
        JavaScriptFormats::compiler,
        JavaScriptFormats::frame,
        JavaScriptFormats::plain,
        new Eslint());
  }

  /** {@code src/user.ts(5,14): error TS2322}, or with colours {@code src/user.ts:5:14 - error}. */
  private static void compiler(String line, Consumer<FailureLocation> found) {
    int error = line.indexOf("): error ");
    int open = error < 0 ? -1 : line.lastIndexOf('(', error);
    int comma = open < 0 ? -1 : line.indexOf(',', open);
    if (comma > 0) {
      FailureLocation.of(line.substring(0, open), line.substring(open + 1, comma)).ifPresent(found);
    }
    int pretty = line.indexOf(" - error");
    if (pretty > 0) {
      script(line.substring(0, pretty), found);
    }
  }

  /** {@code at first (src/cart.js:10:19)}: node, its test runner, jest. */
  private static void frame(String line, Consumer<FailureLocation> found) {
    String frame = line.strip();
    int open = frame.lastIndexOf('(');
    if (open >= 0 && frame.endsWith(")")) {
      script(frame.substring(open + 1, frame.length() - 1), found);
    } else if (frame.startsWith("at ")) {
      script(frame.substring(frame.lastIndexOf(' ') + 1), found);
    }
  }

  /** {@code /home/me/src/cart.js:10}, alone or after {@code location: '}. */
  private static void plain(String line, Consumer<FailureLocation> found) {
    String start = "location: '";
    String place = line.strip();
    if (place.startsWith(start)) {
      script(place.substring(start.length()), found);
    } else if (place.indexOf(' ') < 0 && place.equals(line)) {
      script(place, found);
    }
  }

  private static void script(String text, Consumer<FailureLocation> found) {
    String scheme = "file://";
    String name = text.startsWith(scheme) ? text.substring(scheme.length()) : text;
    FailureLocation.parse(name).filter(place -> isScript(place.name())).ifPresent(found);
  }

  private static boolean isScript(String name) {
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** A line with the file, and below it lines such as {@code 1:5 error 'x' is not defined}. */
  private static final class Eslint implements LocationFormat {

    private String file = "";

    @Override
    public void line(String line, Consumer<FailureLocation> found) {
      if (line.isBlank()) {
        file = "";
      } else if (isScript(line) && !line.startsWith(" ")) {
        file = line;
      } else if (!file.isEmpty()) {
        String[] words = line.strip().split(" +", 3);
        int colon = words[0].indexOf(':');
        if (words.length > 1 && words[1].equals("error") && colon > 0) {
          FailureLocation.of(file, words[0].substring(0, colon)).ifPresent(found);
        }
      }
    }
  }
}
