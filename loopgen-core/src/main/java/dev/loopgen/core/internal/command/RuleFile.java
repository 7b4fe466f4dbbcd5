package dev.loopgen.core.internal.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A makefile or justfile: rules with target names, prerequisites and recipe lines. Lines that are
 * not clearly part of another target's rule belong to every target.
 */
final class RuleFile {

  private static final Pattern JUST_HEAD =
      Pattern.compile("@?([A-Za-z_][A-Za-z0-9_-]*)(\\s+[^:]*)?:(?!=)(.*)");
  private static final Pattern INCLUDE =
      Pattern.compile("\\s*(?:-?include|sinclude|import\\??|mod\\??)\\s+(.*)");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*(?::{0,3}|\\?)=\\s*(.*)");

  private static final Pattern VARIABLE = Pattern.compile("\\$[({]([A-Za-z_][A-Za-z0-9_]*)[)}]");

  /** The longest line; a file with a longer one counts as a whole. */
  private static final int MAX_LINE = 4_000;

  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, List<Block>> byName = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final boolean make;
  private boolean whole;

  /** Lines that belong together; not part of a rule if there are no names. */
  private record Block(List<String> names, List<String> needs, List<String> lines) {}

  private RuleFile(boolean make) {
    this.make = make;
  }

  static RuleFile makefile(String text) {
    return new RuleFile(true).read(text);
  }

  static RuleFile justfile(String text) {
    return new RuleFile(false).read(text);
  }

  private RuleFile read(String text) {
    whole =
        make && Pattern.compile("(?m)^[ \\t]*(define|\\$\\(eval|\\$\\{eval)").matcher(text).find();
    boolean inRule = false;
    String[] lines = text.replace("\r", "").replaceAll("\\\\\n", " ").split("\n");
    if (Stream.of(lines).anyMatch(line -> line.length() > MAX_LINE)) {
      whole = true;
      return this;
    }
    for (String line : lines) {
      boolean indented = line.startsWith("\t") || !make && line.startsWith(" ");
      Optional<Block> rule = indented ? Optional.empty() : make ? makeRule(line) : justRule(line);
      if (inRule && (indented || line.isBlank())) {
        blocks.get(blocks.size() - 1).lines().add(line);
      } else if (rule.isPresent()) {
        blocks.add(rule.get());
        inRule = true;
      } else {
        inRule = false;
        if (!line.isBlank() && !line.startsWith("#")) {
          blocks.add(new Block(List.of(), List.of(), List.of(line)));
          Matcher assignment = ASSIGNMENT.matcher(line);
          if (assignment.matches()) {
            variables.put(assignment.group(1), assignment.group(2).strip());
          }
        }
      }
    }
    for (Block block : blocks) {
      block.names().forEach(n -> byName.computeIfAbsent(n, k -> new ArrayList<>()).add(block));
    }
    return this;
  }

  private static Optional<Block> justRule(String line) {
    Matcher head = JUST_HEAD.matcher(line);
    return head.matches()
        ? Optional.of(
            new Block(
                List.of(head.group(1)),
                words(head.group(3).replaceAll("[()&|]", " ")),
                new ArrayList<>(List.of(line))))
        : Optional.empty();
  }

  /**
   * Reads a rule: names before a colon that is not an assignment. A recipe may follow a semicolon.
   */
  private static Optional<Block> makeRule(String line) {
    int colon = line.indexOf(':');
    String head = colon < 0 ? "" : line.substring(0, colon);
    String rest = colon < 0 ? "" : line.substring(colon).replaceFirst("^::?", "");
    int recipe = rest.indexOf(';');
    String needs = recipe < 0 ? rest : rest.substring(0, recipe);
    if (head.isBlank() || head.matches("(?s).*[#=].*") || needs.contains("=")) {
      return Optional.empty();
    }
    List<String> names = words(head);
    boolean belongsToAll =
        names.stream().anyMatch(name -> name.matches(".*[%$].*") || name.startsWith("."));
    List<String> lines = new ArrayList<>(List.of(line));
    if (recipe >= 0) {
      lines.add("\t" + rest.substring(recipe + 1));
    }
    return Optional.of(
        new Block(belongsToAll ? List.of() : names, words(needs.replace('|', ' ')), lines));
  }

  private static List<String> words(String text) {
    return Pattern.compile("\\s+").splitAsStream(text.strip()).filter(w -> !w.isEmpty()).toList();
  }

  /** Returns the given targets, or the first one of the file if none is given. */
  List<String> orDefault(List<String> targets) {
    return targets.isEmpty()
        ? blocks.stream().flatMap(block -> block.names().stream()).limit(1).toList()
        : targets;
  }

  boolean hasAll(List<String> targets) {
    return byName.keySet().containsAll(targets);
  }

  /** Returns the text that targets depend on; empty if that is unknown. */
  Optional<String> relevant(List<String> targets) {
    List<String> wanted = orDefault(targets);
    boolean setsGoal = blocks.stream().anyMatch(block -> block.lines().get(0).contains("_GOAL"));
    if (whole || wanted.isEmpty() || !hasAll(wanted) || targets.isEmpty() && setsGoal) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (Block block : reachable(wanted)) {
      block.lines().stream()
          .filter(line -> !line.isBlank())
          .forEach(line -> text.append(line).append('\n'));
    }
    return Optional.of(text.toString());
  }

  private List<Block> reachable(List<String> targets) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(targets);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.add(name)) {
        for (Block block : byName.getOrDefault(name, List.of())) {
          open.addAll(block.needs());
          block.lines().stream().skip(1).forEach(line -> open.addAll(calls(line)));
        }
      }
    }
    return blocks.stream()
        .filter(
            block -> block.names().isEmpty() || block.names().stream().anyMatch(reached::contains))
        .toList();
  }

  /** Returns the targets that a recipe requests by calling the tool itself. */
  private static List<String> calls(String line) {
    return line.matches(".*(\\$[({]MAKE[)}]|\\bmake\\b|\\bjust\\b|just_executable).*")
        ? words(line.replaceAll("[;&|\"'@]", " "))
        : List.of();
  }

  /** Returns the lines that a shell runs for the targets. */
  List<String> scripts(List<String> targets) {
    List<String> lines = new ArrayList<>();
    for (Block block : whole ? blocks : reachable(orDefault(targets))) {
      if (!block.names().isEmpty() || block.lines().size() > 1) {
        block.lines().stream().skip(1).map(this::expanded).forEach(lines::add);
      }
    }
    return lines;
  }

  /** Returns the files that this one includes. */
  List<String> includes() {
    List<String> files = new ArrayList<>();
    for (Block block : blocks) {
      Matcher include = INCLUDE.matcher(block.lines().get(0));
      if (block.names().isEmpty() && include.matches()) {
        files.addAll(words(expanded(include.group(1)).replaceAll("[\"']", " ")));
      }
    }
    return files;
  }

  private String expanded(String line) {
    String text = line.strip().replaceFirst("^[@+-]+\\s*", "");
    text = text.replaceAll("\\$[({]MAKE[)}]", "make").replace("{{just_executable()}}", "just");
    for (int round = 0; round < 4 && text.contains("$") && text.length() < MAX_LINE; round++) {
      text =
          VARIABLE
              .matcher(text)
              .replaceAll(
                  use ->
                      Matcher.quoteReplacement(variables.getOrDefault(use.group(1), use.group())));
    }
    return text.replaceAll("\\$[@<^+*?]", "target").replace("$$", "$");
  }
}
