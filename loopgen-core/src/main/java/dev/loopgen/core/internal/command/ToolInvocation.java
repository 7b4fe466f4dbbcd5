package dev.loopgen.core.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that a command runs, with its arguments.
 *
 * @param first the word that names it
 * @param arguments its arguments
 * @param directories where it may run, relative to the repository
 */
record ToolInvocation(ShellWord first, List<ShellWord> arguments, Set<String> directories) {

  private static final Pattern SUFFIX = Pattern.compile("\\.(exe|cmd|bat|ps1)$");

  ToolInvocation {
    arguments = List.copyOf(arguments);
  }

  static ToolInvocation of(List<ShellWord> words, Set<String> directories) {
    return new ToolInvocation(words.get(0), words.subList(1, words.size()), directories);
  }

  /** Returns the name without directories and without {@code .exe} or {@code .cmd}. */
  String program() {
    return SUFFIX.matcher(CommandPaths.name(first.text().replace('\\', '/'))).replaceFirst("");
  }

  List<ShellWord> words() {
    List<ShellWord> words = new ArrayList<>(List.of(first));
    words.addAll(arguments);
    return words;
  }

  ToolInvocation in(Set<String> others) {
    return new ToolInvocation(first, arguments, others);
  }

  /**
   * Returns the values of an option, written {@code --name value}, {@code --name=value} or, for
   * names of one letter, {@code -nvalue}.
   */
  List<String> values(List<String> names) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).text();
      for (String name : names) {
        if (text.equals(name) && i + 1 < arguments.size()) {
          values.add(arguments.get(i + 1).text());
        } else if (name.startsWith("--") && text.startsWith(name + "=")) {
          values.add(text.substring(name.length() + 1));
        } else if (name.length() == 2 && text.startsWith(name) && text.length() > 2) {
          values.add(text.substring(text.startsWith(name + "=") ? 3 : 2));
        }
      }
    }
    return values;
  }

  Optional<String> value(String... names) {
    List<String> values = values(List.of(names));
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  boolean has(String... names) {
    return arguments.stream().anyMatch(word -> List.of(names).contains(word.text()));
  }

  /** Returns the arguments that are neither options nor values of the named options. */
  List<ShellWord> operands(String... optionsWithValue) {
    List<String> withValue = List.of(optionsWithValue);
    List<ShellWord> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      ShellWord word = arguments.get(i);
      if (withValue.contains(word.text())) {
        i++;
      } else if (!word.isOption()) {
        operands.add(word);
      }
    }
    return operands;
  }

  /** Resolves paths against each directory that it may run in. */
  Set<String> directories(List<String> paths) {
    Set<String> found = directories;
    for (String path : paths) {
      Set<String> next = new LinkedHashSet<>();
      found.forEach(directory -> CommandPaths.join(directory, path).ifPresent(next::add));
      found = next;
    }
    return found;
  }
}
