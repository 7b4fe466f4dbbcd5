package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.json.Json;

/** The names under which figures are grouped. */
final class GroupNames {

  private static final int SHORT = 200;

  private GroupNames() {}

  /** Shortens a name that is too long to its start and the start of its SHA-256. */
  static String shorten(String name) {
    if (name.length() <= GroupedFigures.MAX_NAME) {
      return name;
    }
    return TextStart.cut(name, SHORT) + " sha256:" + Json.of(name).sha256().substring(0, 16);
  }
}
