package dev.loopgen.core.internal.command;

/**
 * A word of a command line.
 *
 * @param text the word without its quotes; expansions are left as they are written
 * @param dynamic whether the shell expands something in it; the text then is not its value
 */
record ShellWord(String text, boolean dynamic) {

  static ShellWord literal(String text) {
    return new ShellWord(text, false);
  }

  /** Tells whether a shell treats it as an assignment before a command. */
  boolean isAssignment() {
    return text.matches("(?s)[A-Za-z_][A-Za-z0-9_]*\\+?=.*");
  }

  boolean isOption() {
    return text.startsWith("-") && text.length() > 1;
  }
}
