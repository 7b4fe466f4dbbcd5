package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the wanted members of sound entries from the slots where the scanner found them, without
 * parsing the line again. Constants of a template are read once. Not thread-safe.
 */
public final class MemberReader {

  /** How many templates to cache; a writer needs only a few. */
  private static final int MAX_TEMPLATES = 64;

  private static final List<Word> WORDS =
      List.of(
          new Word("true", Json.of(true)),
          new Word("false", Json.of(false)),
          new Word("null", Json.NULL));

  private final WantedMembers wanted;
  private final Map<LineTemplate, Source> sources = new IdentityHashMap<>();

  /**
   * @param wanted the members to read
   */
  public MemberReader(WantedMembers wanted) {
    this.wanted = wanted;
  }

  /** A cached value and its spelling. */
  private record Word(byte[] spelling, Json value) {

    Word(String spelling, Json value) {
      this(spelling.getBytes(StandardCharsets.US_ASCII), value);
    }
  }

  /** Returns the sound entry, reduced to the wanted members. */
  public Json.Obj read(EntryScanner entry) {
    LineTemplate template = entry.template();
    Source source = sources.get(template);
    if (source == null) {
      if (sources.size() == MAX_TEMPLATES) {
        sources.clear();
      }
      source = source(template.members(), wanted);
      sources.put(template, source);
    }
    return (Json.Obj) source.read(entry.line());
  }

  /** The source of a value. */
  private sealed interface Source {

    Json read(ParsedLine line);
  }

  private record Constant(Json value) implements Source {

    @Override
    public Json read(ParsedLine line) {
      return value;
    }
  }

  private record Slot(int slot) implements Source {

    @Override
    public Json read(ParsedLine line) {
      return value(line.text(), line.start(slot), line.end(slot));
    }
  }

  private record Elements(List<Source> elements) implements Source {

    @Override
    public Json read(ParsedLine line) {
      return new Json.Array(elements.stream().map(element -> element.read(line)).toList());
    }
  }

  private record Members(Map<String, Source> members) implements Source {

    @Override
    public Json read(ParsedLine line) {
      Map<String, Json> read = new LinkedHashMap<>();
      members.forEach((name, member) -> read.put(name, member.read(line)));
      return new Json.Obj(read);
    }
  }

  private static Source source(TemplateNode part, WantedMembers wanted) {
    if (part instanceof TemplateNode.Slot slot) {
      return source(slot);
    }
    if (part instanceof TemplateNode.Elements list) {
      return source(list.elements().stream().map(element -> source(element, wanted)).toList());
    }
    Map<String, Source> members = new LinkedHashMap<>();
    ((TemplateNode.Members) part)
        .members()
        .forEach(
            (name, member) -> {
              WantedMembers inner = wanted.isWhole() ? wanted : wanted.find(name);
              if (inner != null) {
                members.put(name, source(member, inner));
              }
            });
    return members.values().stream().allMatch(Constant.class::isInstance)
        ? new Constant(new Members(members).read(new ParsedLine()))
        : new Members(members);
  }

  private static Source source(TemplateNode.Slot slot) {
    String constant = slot.constant();
    if (constant == null) {
      return new Slot(slot.slot());
    }
    byte[] spelled = constant.getBytes(StandardCharsets.UTF_8);
    return new Constant(value(spelled, 0, spelled.length));
  }

  private static Source source(List<Source> elements) {
    return elements.stream().allMatch(Constant.class::isInstance)
        ? new Constant(new Elements(elements).read(new ParsedLine()))
        : new Elements(elements);
  }

  /** Parses a value, with a fast path for common ones. */
  private static Json value(byte[] text, int from, int to) {
    if (text[from] == '"' && !isEscaped(text, from, to)) {
      return Json.of(new String(text, from + 1, to - from - 2, StandardCharsets.UTF_8));
    }
    if (to - from == 1 && text[from] >= '0' && text[from] <= '9') {
      return Json.of(text[from] - '0');
    }
    for (Word word : WORDS) {
      if (Arrays.equals(word.spelling, 0, word.spelling.length, text, from, to)) {
        return word.value;
      }
    }
    return Json.parse(Arrays.copyOfRange(text, from, to));
  }

  private static boolean isEscaped(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
