package dev.loopgen.core.internal.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Analyzes a shell text: the directories that it enters, the files that it names and the tools that
 * it runs.
 */
final class ScriptReader {

  /**
   * The most directories that a text may be in, which bounds the cost of many {@code cd} commands.
   */
  private static final int MAX_DIRECTORIES = 64;

  /** The most names in a text; a text that a person wrote has far fewer. */
  private static final int MAX_NAMES = 20_000;

  private static final Set<String> KEYWORDS =
      Set.of("if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "coproc");
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "busybox", "source", ".");
  private static final Set<String> ENTERS =
      Set.of("-C", "--prefix", "--directory", "--cwd", "--dir", "--chdir", "--rootdir");
  private static final Pattern REDIRECTION = Pattern.compile("[0-9&]?>>?\\s*[^\\s;|&()<>]+");
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[].*");

  private final CommandSourceCollector sources;
  private final Set<String> directories;

  /**
   * @param start the directories where the text may run, relative to the repository
   */
  ScriptReader(CommandSourceCollector sources, Set<String> start) {
    this.sources = sources;
    this.directories = new LinkedHashSet<>(start);
  }

  void read(String text) {
    ShellText parsed = ShellText.parse(text);
    for (List<ShellWord> words : parsed.commands()) {
      command(words);
    }
    literalNames(text, parsed);
    parsed.substitutions().forEach(inner -> sources.script(inner, Set.copyOf(directories)));
  }

  private void command(List<ShellWord> words) {
    List<ShellWord> rest = words;
    while (!rest.isEmpty()
        && (KEYWORDS.contains(rest.get(0).text()) || rest.get(0).isAssignment())) {
      rest = rest.subList(1, rest.size());
    }
    if (rest.isEmpty() || rest.get(0).text().equals("for") || rest.get(0).text().equals("case")) {
      return;
    }
    String first = rest.get(0).text();
    if (first.equals("cd") || first.equals("pushd")) {
      enter(rest.subList(1, rest.size()));
      return;
    }
    if (rest.get(0).dynamic()) {
      sources.unresolved("`" + first + "` is known only when it runs");
    }
    ToolInvocation invocation = ToolInvocation.of(rest, Set.copyOf(directories));
    if (SHELLS.contains(invocation.program())) {
      shell(invocation);
    } else if (first.equals("eval")) {
      sources.script(joined(invocation.arguments()), Set.copyOf(directories));
    }
    Optional<ToolInvocation> wrapped = CommandWrappers.unwrap(invocation);
    wrapped.ifPresent(inner -> command(inner.words()));
    CommandTools.resolve(invocation, sources);
  }

  private static String joined(List<ShellWord> words) {
    return String.join(" ", words.stream().map(ShellWord::text).toList());
  }

  private void enter(List<ShellWord> arguments) {
    Optional<ShellWord> target = arguments.stream().filter(word -> !word.isOption()).findFirst();
    if (target.isEmpty()) {
      return;
    }
    if (target.get().dynamic()) {
      sources.unresolved("it enters `" + target.get().text() + "`, known only when it runs");
      return;
    }
    for (String directory : List.copyOf(directories)) {
      CommandPaths.join(directory, target.get().text()).ifPresent(directories::add);
    }
    if (directories.size() > MAX_DIRECTORIES) {
      sources.unresolved("it enters too many directories to be followed");
      List<String> kept = List.copyOf(directories).subList(0, MAX_DIRECTORIES);
      directories.retainAll(kept);
    }
  }

  private void shell(ToolInvocation invocation) {
    for (int i = 0; i < invocation.arguments().size(); i++) {
      ShellWord word = invocation.arguments().get(i);
      boolean isText = i > 0 && invocation.arguments().get(i - 1).text().matches("-[a-z]*c[a-z]*");
      if (isText) {
        sources.script(word.text(), Set.copyOf(directories));
        return;
      }
      if (!word.isOption()) {
        if (word.dynamic()) {
          sources.unresolved("it runs `" + word.text() + "`, known only when it runs");
        } else if (GLOB.matcher(word.text()).matches()) {
          glob(word.text());
        }
      }
    }
  }

  /** Adds the files that match a glob: a shell that is given {@code ci/*.sh} runs all of them. */
  private void glob(String text) {
    for (String directory : directories) {
      CommandPaths.join(directory, text)
          .map(ScriptReader::pattern)
          .ifPresent(
              pattern ->
                  sources.add(
                      path -> pattern.matcher(path).matches(),
                      FilePart.WHOLE,
                      "",
                      CommandSource.Weight.DECISIVE));
    }
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : c == '[' || c == ']' ? "." : quote(c));
    }
    return Pattern.compile(regex.toString());
  }

  private static String quote(char c) {
    return Pattern.quote(String.valueOf(c));
  }

  /**
   * Adds every file that a word names, whatever the program does with it: the parts of the text as
   * they are written, and the words that a shell makes of it, which may hold blanks.
   */
  private void literalNames(String text, ShellText parsed) {
    List<String> words =
        Stream.concat(
                Stream.of(REDIRECTION.matcher(text).replaceAll(" ").split("[\\s;|&()<>=\"'`$,]+")),
                parsed.commands().stream()
                    .flatMap(List::stream)
                    .filter(word -> !word.dynamic())
                    .flatMap(word -> Stream.concat(values(word), Stream.of(word.text()))))
            .filter(word -> !word.isEmpty())
            .toList();
    Set<String> all = new LinkedHashSet<>(directories);
    for (int i = 1; i < words.size(); i++) {
      if (ENTERS.contains(words.get(i - 1))) {
        for (String directory : List.copyOf(all)) {
          CommandPaths.join(directory, words.get(i)).ifPresent(all::add);
        }
      }
    }
    Set<String> paths = new LinkedHashSet<>();
    for (String word : words) {
      if (paths.size() > MAX_NAMES) {
        sources.unresolved("it names too many files");
        break;
      }
      for (String directory : all) {
        CommandPaths.join(directory, word).filter(path -> !path.isEmpty()).ifPresent(paths::add);
      }
    }
    paths.forEach(this::literalFile);
  }

  /**
   * Returns what stands on both sides of an equals sign: an option or a variable, and its value.
   */
  private static Stream<String> values(ShellWord word) {
    return word.text().contains("=") ? Stream.of(word.text().split("=", 2)) : Stream.empty();
  }

  private void literalFile(String path) {
    LinkWalk walk = LinkWalk.of(sources.files()::link, path);
    if (walk.links().isEmpty()) {
      sources.add(path::equals, FilePart.WHOLE, "", CommandSource.Weight.DECISIVE);
    } else {
      sources.file(path);
    }
  }
}
