package dev.loopgen.core.internal.driven.probe;

/** A file of thirty lines, and the edit that a model is asked to make in it. */
record ProbeFile(String before, String asked, String after) {

  static final String PATH = "src/Greeting.java";

  private static final String CONTENT =
      """
      package example;

      import java.util.List;
      import java.util.Locale;

      /** Greets people by their names. */
      final class Greeting {

        private final Locale locale;

        Greeting(Locale locale) {
          this.locale = locale;
        }

        String one(String name) {
          if (name.isBlank()) {
            return "Hello, nobody";
          }
          return "Hello, " + name;
        }

        String all(List<String> names) {
          StringBuilder text = new StringBuilder();
          for (String name : names) {
            text.append(one(name)).append('\\n');
          }
          return text.toString().toUpperCase(locale);
        }
      }
      """;

  private static final String WORD = "nobody";

  /** Makes an edit that nobody can know before. */
  static ProbeFile of(String word) {
    return new ProbeFile(
        CONTENT,
        "Change the text \"Hello, nobody\" to \"Hello, " + word + "\" and nothing else",
        CONTENT.replace(WORD, word));
  }
}
