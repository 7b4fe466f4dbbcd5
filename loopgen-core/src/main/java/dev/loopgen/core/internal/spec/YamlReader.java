package dev.loopgen.core.internal.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads one YAML 1.2 document under the core schema, without merge keys, into the same JSON value
 * that npm loopgen's parser yields. Constructs that the two parsers would read differently are
 * refused.
 */
public final class YamlReader {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_VALUES = 100_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new FailsafeSchema())
          .setAllowDuplicateKeys(true)
          .setAllowNonScalarKeys(true)
          .setVersionFunction(YamlReader::requireVersion12)
          .setCodePointLimit(MAX_BYTES)
          // npm loopgen writes three for each loop; what they expand to is limited by MAX_VALUES.
          .setMaxAliasesForCollections(MAX_VALUES)
          .build();

  private final String file;
  private final Map<String, ParsedDocument.Position> positions = new HashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * Reads a document.
   *
   * @param file its name for people
   * @throws SpecException if it is not valid YAML, or is ambiguous
   */
  public static Json read(byte[] bytes, String file) {
    return document(bytes, file).value();
  }

  /**
   * Reads a document together with the positions of its values.
   *
   * @param file its name for people
   * @throws SpecException if it is not valid YAML, or is ambiguous
   */
  public static ParsedDocument document(byte[] bytes, String file) {
    YamlReader reader = new YamlReader(file);
    String text = reader.text(bytes);
    try {
      reader.checkEvents(text);
      Json value =
          new Composer(SETTINGS, parser(text))
              .getSingleNode()
              .map(node -> reader.value(node, ""))
              .orElse(Json.NULL);
      return new ParsedDocument(file, value, reader.positions);
    } catch (MarkedYamlEngineException e) {
      String where =
          e.getProblemMark()
              .map(mark -> ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse("");
      throw new SpecException(
          file
              + where
              + ": not valid YAML: "
              + sentence(e.getProblem())
              + UnquotedPattern.hint(text, e.getProblemMark().map(Mark::getLine).orElse(-1)),
          e);
    } catch (YamlEngineException e) {
      throw new SpecException(
          file + ": not valid YAML: " + sentence(String.valueOf(e.getMessage())), e);
    }
  }

  private static SpecVersion requireVersion12(SpecVersion version) {
    if (version.getMajor() != 1 || version.getMinor() != 2) {
      throw new YamlEngineException(
          "it asks for YAML "
              + version.getMajor()
              + "."
              + version.getMinor()
              + ", and only 1.2 is read; remove the %YAML line");
    }
    return version;
  }

  /** Turns the parser's message, which may have several lines, into one sentence. */
  private static String sentence(String message) {
    return message.lines().findFirst().orElse("unknown error").replaceAll("[.\\s]+$", "") + ".";
  }

  private String text(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new SpecException(file + " is larger than 1 MiB.");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new SpecException(file + " is not valid UTF-8.", e);
    }
  }

  private static Parser parser(String text) {
    return new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
  }

  /** Limits the nesting before the recursive composer reads the text. */
  private void checkEvents(String text) {
    Iterator<Event> events = parser(text);
    int depth = 0;
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case DocumentStart -> documents++;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new SpecException(file + " nests deeper than " + MAX_DEPTH + " levels.");
      }
    }
    if (documents > 1) {
      throw new SpecException(file + " holds several documents. Keep one.");
    }
  }

  private Json value(Node node, String path) {
    node.getStartMark()
        .ifPresent(
            mark ->
                positions.put(
                    path, new ParsedDocument.Position(mark.getLine() + 1, mark.getColumn() + 1)));
    if (++values > MAX_VALUES) {
      throw invalid(path, "has more than " + MAX_VALUES + " values after aliases are expanded");
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, path);
    }
    if (!open.add(node)) {
      throw invalid(path, "is an alias of a value that contains it");
    }
    Json value =
        node instanceof MappingNode mapping
            ? mapping(mapping, path)
            : sequence((SequenceNode) node, path);
    open.remove(node);
    return value;
  }

  private Json sequence(SequenceNode node, String path) {
    requireTag(node, "seq", path);
    List<Json> elements = new ArrayList<>();
    for (Node element : node.getValue()) {
      elements.add(value(element, path + "[" + elements.size() + "]"));
    }
    return new Json.Array(elements);
  }

  private Json mapping(MappingNode node, String path) {
    requireTag(node, "map", path);
    Map<String, Json> members = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      String name = key(tuple.getKeyNode(), path);
      String way = path.isEmpty() ? name : path + "." + name;
      if (members.put(name, value(tuple.getValueNode(), way)) != null) {
        throw invalid(way, "is a duplicate key");
      }
    }
    return new Json.Obj(members);
  }

  private String key(Node node, String path) {
    if (!(node instanceof ScalarNode scalar)) {
      throw invalid(path, "has a key that is a list or a mapping; write it as a string");
    }
    Json key = scalar(scalar, path);
    if (key instanceof Json.Text text) {
      return text.value();
    }
    return key instanceof Json.Null ? "" : key.canonical();
  }

  private Json scalar(ScalarNode node, String path) {
    if (node.isResolved()) {
      return node.isPlain() ? CoreScalar.resolve(node.getValue()) : Json.of(node.getValue());
    }
    String tag = node.getTag().getValue();
    Json resolved = CoreScalar.resolve(node.getValue());
    boolean fits =
        switch (tag) {
          case "tag:yaml.org,2002:str", "!" -> true;
          case "tag:yaml.org,2002:int" -> CoreScalar.isInteger(node.getValue());
          case "tag:yaml.org,2002:float" ->
              resolved instanceof Json.Num && !CoreScalar.isInteger(node.getValue());
          case "tag:yaml.org,2002:bool" -> resolved instanceof Json.Bool;
          case "tag:yaml.org,2002:null" -> resolved instanceof Json.Null;
          default -> false;
        };
    if (!fits) {
      throw invalid(
          path, "has the tag " + tag + ", which is not supported here; remove it" + hint(tag));
    }
    return tag.endsWith("str") || tag.equals("!") ? Json.of(node.getValue()) : resolved;
  }

  /** Returns a hint for a text that starts with an exclamation mark, which YAML reads as a tag. */
  private static String hint(String tag) {
    return tag.startsWith("!") ? ", or put the text in quotes" : "";
  }

  private void requireTag(Node node, String name, String path) {
    String tag = node.getTag().getValue();
    if (!tag.equals("tag:yaml.org,2002:" + name)) {
      throw invalid(path, "has the tag " + tag + ", which is not supported; remove it");
    }
  }

  private SpecException invalid(String path, String message) {
    return new ParsedDocument(file, Json.NULL, positions).invalid(path, message);
  }
}
