package dev.loopgen.adapters.hooks;

import dev.loopgen.adapters.hooks.JsonSpans.Span;
import dev.loopgen.adapters.internal.text.PrettyJson;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Edits the hooks in the text of a settings file; nothing else in it changes. */
final class HookEntries {

  private static final String HOOKS = "hooks";
  private static final String OURS = "loopgen hook";

  /** Where an entry has its command, by agent. */
  private static final List<String> COMMANDS = List.of("command", "bash");

  private String text;

  private HookEntries(String text) {
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not one JSON object, or its hooks have another form
   */
  static HookEntries read(String file, String text) {
    try {
      Json json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
      if (!(json instanceof Json.Obj root)
          || root.find(HOOKS).filter(hooks -> !(hooks instanceof Json.Obj)).isPresent()) {
        throw new IllegalArgumentException(
            file + " has no object of hooks where one belongs, so it is not edited.");
      }
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(
          file
              + " is not plain JSON, so it is not edited: "
              + e.getMessage()
              + ". Remove what JSON does not have, such as comments, or add the hooks by hand.",
          e);
    }
    return new HookEntries(text);
  }

  String text() {
    return text;
  }

  /**
   * Puts an entry in place: instead of ours if there is one, else behind the others.
   *
   * @param event the vendor's name of the event
   * @param entry the entry
   * @param wrapped whether entries stand in groups with a member {@code hooks}
   */
  void put(String file, String event, Json.Obj entry, Json.Obj group, boolean wrapped) {
    Optional<Span> hooks = root().member(HOOKS);
    if (hooks.isEmpty()) {
      insert(root(), "\"hooks\": {}", 1);
    }
    Span all = root().member(HOOKS).orElseThrow();
    if (all.member(event).isEmpty()) {
      insert(all, Json.of(event).text() + ": []", 2);
    }
    Span entries = root().member(HOOKS).orElseThrow().member(event).orElseThrow();
    if (entries.elements() == null) {
      throw new IllegalArgumentException(
          file + " has no list of hooks for " + event + ", so it is not edited.");
    }
    List<Span> ours = ours(entries, wrapped);
    if (ours.size() > 1) {
      throw new IllegalArgumentException(
          file + " has several hooks of loopgen for " + event + ". Remove all but one.");
    }
    if (ours.isEmpty()) {
      insert(entries, pretty(group, indent(3)), 3);
    } else if (!parsed(ours.get(0)).equals(entry)) {
      Span old = ours.get(0);
      replace(old.start(), old.end(), pretty(entry, indentOf(old)));
    }
  }

  private List<Span> ours(Span entries, boolean wrapped) {
    Stream<Span> single =
        wrapped
            ? entries.all().stream()
                .flatMap(group -> group.member(HOOKS).stream())
                .flatMap(hooks -> hooks.all().stream())
            : entries.all().stream();
    return single.filter(this::isOurs).toList();
  }

  private boolean isOurs(Span entry) {
    return parsed(entry) instanceof Json.Obj object
        && COMMANDS.stream()
            .flatMap(name -> object.string(name).stream())
            .anyMatch(command -> command.equals(OURS) || command.startsWith(OURS + " "));
  }

  private Json parsed(Span span) {
    return Json.parse(text.substring(span.start(), span.end()).getBytes(StandardCharsets.UTF_8));
  }

  private Span root() {
    return JsonSpans.of(text);
  }

  /** Inserts text as the last member or element of a value. */
  private void insert(Span into, String what, int depth) {
    int close = into.end() - 1;
    int last = close;
    while (Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    String comma = into.isEmpty() ? "" : ",";
    replace(last, close, comma + newline() + indent(depth) + what + newline() + indent(depth - 1));
  }

  private void replace(int from, int to, String with) {
    text = text.substring(0, from) + with + text.substring(to);
  }

  /** Writes a value over several lines, with the file's own indentation. */
  private String pretty(Json.Obj json, String margin) {
    StringBuilder out = new StringBuilder();
    PrettyJson.of(json)
        .lines()
        .forEach(
            line -> {
              String content = line.stripLeading();
              int level = (line.length() - content.length()) / 2;
              out.append(out.isEmpty() ? "" : newline() + margin)
                  .append(indent(1).repeat(level))
                  .append(content);
            });
    return out.toString();
  }

  /** Returns what the line of a value begins with. */
  private String indentOf(Span value) {
    int line = text.lastIndexOf('\n', value.start()) + 1;
    int end = line;
    while (end < value.start() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end);
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** Indents as the file does at its first level. */
  private String indent(int depth) {
    int first = text.indexOf('\n') + 1;
    int end = first;
    while (first > 0
        && end < text.length()
        && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    String unit = end > first ? text.substring(first, end) : "  ";
    return unit.repeat(Math.max(0, depth));
  }
}
