package dev.loopgen.core.internal.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell text split into simple commands, roughly like a POSIX shell does it. It never yields
 * fewer commands than the shell would run.
 *
 * @param commands the words of each simple command, with assignments and without redirections
 * @param substitutions the texts of command substitutions, which a shell runs too
 */
public record ShellText(List<List<ShellWord>> commands, List<String> substitutions) {

  public ShellText {
    commands = List.copyOf(commands);
    substitutions = List.copyOf(substitutions);
  }

  public static ShellText parse(String text) {
    return new Lexer(text).parse();
  }

  private static final class Lexer {

    private final String text;
    private final List<List<ShellWord>> commands = new ArrayList<>();
    private final List<String> substitutions = new ArrayList<>();
    private List<ShellWord> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean dynamic;
    private boolean redirected;
    private int at;

    Lexer(String text) {
      this.text = text;
    }

    ShellText parse() {
      while (at < text.length()) {
        next(text.charAt(at));
      }
      endCommand();
      return new ShellText(commands, substitutions);
    }

    private void next(char c) {
      switch (c) {
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> escaped();
        case '$' -> expansion();
        case '`' -> backquoted();
        case '#' -> commentOrCharacter();
        case '>', '<' -> redirection();
        case ';', '\n', '(', ')' -> separator(1);
        case '|' -> separator(1);
        case '&' -> ampersand();
        case ' ', '\t', '\r' -> {
          endWord();
          at++;
        }
        default -> append(c);
      }
    }

    private void append(char c) {
      word.append(c);
      inWord = true;
      at++;
    }

    private void singleQuoted() {
      int end = text.indexOf('\'', at + 1);
      end = end < 0 ? text.length() : end;
      word.append(text, at + 1, end);
      inWord = true;
      at = Math.min(end + 1, text.length());
    }

    private void doubleQuoted() {
      inWord = true;
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at);
        if (c == '\\' && at + 1 < text.length() && "\"\\$`\n".indexOf(text.charAt(at + 1)) >= 0) {
          word.append(text.charAt(at + 1));
          at += 2;
        } else if (c == '$') {
          expansion();
        } else if (c == '`') {
          backquoted();
        } else {
          append(c);
        }
      }
      at++;
    }

    private void escaped() {
      if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
        word.append(text.charAt(at + 1));
        inWord = true;
      }
      at += 2;
    }

    private void expansion() {
      inWord = true;
      dynamic = true;
      int end = at + 1;
      if (text.startsWith("$(", at)) {
        end = closing(at + 1, '(', ')');
        substitutions.add(text.substring(at + 2, Math.max(at + 2, end - 1)));
      } else if (text.startsWith("${", at)) {
        end = closing(at + 1, '{', '}');
      }
      word.append(text, at, end);
      at = end;
    }

    private void backquoted() {
      inWord = true;
      dynamic = true;
      int end = text.indexOf('`', at + 1);
      end = end < 0 ? text.length() : end;
      substitutions.add(text.substring(at + 1, end));
      word.append(text, at, end);
      at = Math.min(end + 1, text.length());
    }

    /** Returns the index after the bracket that closes the one at an index. */
    private int closing(int open, char opening, char closing) {
      int depth = 0;
      for (int i = open; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == opening ? 1 : c == closing ? -1 : 0;
        if (depth == 0) {
          return i + 1;
        }
      }
      return text.length();
    }

    private void commentOrCharacter() {
      if (inWord) {
        append('#');
        return;
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    }

    private void redirection() {
      if (inWord && !word.toString().matches("[0-9]+")) {
        endWord();
      } else {
        word.setLength(0);
        inWord = false;
      }
      boolean input = text.charAt(at) == '<';
      while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      redirected = !input;
    }

    private void ampersand() {
      if (text.startsWith("&>", at)) {
        endWord();
        at++;
      } else {
        separator(1);
      }
    }

    private void separator(int length) {
      endCommand();
      at += length;
    }

    private void endWord() {
      if (inWord && !redirected) {
        words.add(new ShellWord(word.toString(), dynamic));
      }
      redirected = redirected && !inWord;
      word.setLength(0);
      inWord = false;
      dynamic = false;
    }

    private void endCommand() {
      endWord();
      redirected = false;
      if (!words.isEmpty()) {
        commands.add(List.copyOf(words));
        words = new ArrayList<>();
      }
    }
  }
}
