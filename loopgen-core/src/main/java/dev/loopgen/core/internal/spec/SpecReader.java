package dev.loopgen.core.internal.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a spec file and checks every loop in it. */
public final class SpecReader {

  private SpecReader() {}

  /**
   * Reads a spec file.
   *
   * @param file its name for people; one that ends in {@code .json} is read as JSON
   * @throws SpecException if it is not valid; the message names file, line and key
   */
  public static SpecFile read(byte[] bytes, String file) {
    ParsedDocument document = isJson(file) ? json(bytes, file) : YamlReader.document(bytes, file);
    if (!(document.value() instanceof Json.Obj top)) {
      throw document.invalid("", "must be a mapping with a list named loops");
    }
    List<Json> listed =
        top.array("loops")
            .filter(loops -> !loops.isEmpty())
            .orElseThrow(() -> document.invalid("loops", "must be a list of at least one loop"));
    if (top.find("project").isPresent() && top.string("project").isEmpty()) {
      throw document.invalid("project", "must be a string; put it in quotes");
    }
    return new SpecFile(
        file,
        top.string("project").orElse(null),
        loops(document, listed),
        UnknownMembers.warnings(top));
  }

  private static List<LoopSpec> loops(ParsedDocument document, List<Json> listed) {
    List<LoopSpec> loops = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Json element : listed) {
      String way = "loops[" + loops.size() + "]";
      if (!(element instanceof Json.Obj object)) {
        throw document.invalid(way, "must be a mapping");
      }
      LoopSpec loop = loop(document, way, object);
      if (!ids.add(loop.id())) {
        throw document.invalid(way + ".id", "is already the id of an earlier loop; rename one");
      }
      loops.add(loop);
    }
    return loops;
  }

  private static LoopSpec loop(ParsedDocument document, String way, Json.Obj object) {
    try {
      return LoopSpec.of(object);
    } catch (SpecException e) {
      String key = e.key().map(inner -> way + "." + inner).orElse(way);
      throw document.invalid(key, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isJson(String file) {
    return file.split(" ")[0].endsWith(".json");
  }

  private static ParsedDocument json(byte[] bytes, String file) {
    Map<String, ParsedDocument.Position> positions = new HashMap<>();
    try {
      Json value =
          Json.parse(
              bytes,
              (way, line, column) -> positions.put(way, new ParsedDocument.Position(line, column)));
      return new ParsedDocument(file, value, positions);
    } catch (InvalidJsonException e) {
      throw new SpecException(file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
