package dev.loopgen.core.internal.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import java.util.Map;

/**
 * A parsed file and the position of each value.
 *
 * @param file the file's name for people
 * @param value the whole value
 * @param positions the position of each value, by its path, for example {@code loops[0].id}
 */
public record ParsedDocument(String file, Json value, Map<String, Position> positions) {

  /** A line and a column, both counted from 1. */
  public record Position(int line, int column) {}

  /**
   * Creates the exception for an invalid value. Its position is that of the nearest enclosing value
   * that has one.
   */
  public SpecException invalid(String key, String message) {
    String near = key;
    while (!positions.containsKey(near) && !near.isEmpty()) {
      int cut = Math.max(near.lastIndexOf('.'), near.lastIndexOf('['));
      near = near.substring(0, Math.max(cut, 0));
    }
    Position position = positions.getOrDefault(near, new Position(1, 1));
    return new SpecException(
        file
            + ", line "
            + position.line()
            + ", column "
            + position.column()
            + ": "
            + (key.isEmpty() ? "the document" : key)
            + " "
            + message
            + ".");
  }
}
