package dev.loopgen.adapters.hooks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a shell command. This is no shell: what a command computes, such as a name put
 * together from variables, is not seen, and the snapshot after the turn finds it.
 *
 * @param paths the words that may be paths, in their order
 * @param onlyReads whether every part of the command is one that is known to only read
 */
record ShellWords(List<String> paths, boolean onlyReads) {

  private static final Pattern BREAKS = Pattern.compile("[\\s;|&<>()'\"`$=,{}]+");
  private static final Pattern PARTS = Pattern.compile("&&|\\|\\||[;|&\\n]");

  private static final Pattern READING =
      Pattern.compile(
          "(?:cat|head|tail|less|more|ls|grep|rg|wc|stat|file|diff|cmp|pwd|echo|true|loopgen"
              + "|sed -n|git (?:status|diff|log|show|add|commit|blame|ls-files))(?: .*)?");

  /** What makes a command write that otherwise reads. */
  private static final Pattern WRITING =
      Pattern.compile("[<>`]|\\$\\(| -i| --in-place| --output| -o |sed -n.*[0-9;{'\" ][wW] ");

  ShellWords {
    paths = List.copyOf(paths);
  }

  static ShellWords of(String command) {
    Set<String> words = new LinkedHashSet<>();
    Stream.of(BREAKS.split(command.replace("\\ ", " ").replace("\\", "")))
        .filter(word -> !word.isBlank())
        .forEach(
            word -> {
              words.add(word);
              words.add(word.replaceFirst("^-+[A-Za-z]", ""));
              words.add(word.replaceFirst("^[^/]*:", ""));
            });
    words.remove("");
    return new ShellWords(List.copyOf(words), onlyReads(command));
  }

  private static boolean onlyReads(String command) {
    List<String> parts = Stream.of(PARTS.split(command)).map(String::strip).toList();
    return !WRITING.matcher(command).find()
        && parts.stream().allMatch(part -> part.isEmpty() || READING.matcher(part).matches());
  }
}
