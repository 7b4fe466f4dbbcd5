package dev.loopgen.core.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a path of the repository leads to, link by link.
 *
 * @param links the links on the way, in order
 * @param target what the path leads to, relative to the repository; null where that is outside, or
 *     the links lead in a circle
 */
public record LinkWalk(List<String> links, @Nullable String target) {

  private static final int MAX_LINKS = 40;

  public LinkWalk {
    links = List.copyOf(links);
  }

  /**
   * Follows a path.
   *
   * @param link gives the text of a link, or empty where a path is none
   */
  public static LinkWalk of(Function<String, Optional<String>> link, String path) {
    Set<String> links = new LinkedHashSet<>();
    List<String> rest = new ArrayList<>(List.of(path.split("/")));
    String at = "";
    int followed = 0;
    while (!rest.isEmpty()) {
      String next = CommandPaths.child(at, rest.remove(0));
      Optional<String> text = link.apply(next);
      if (text.isEmpty()) {
        at = next;
        continue;
      }
      links.add(next);
      Optional<String> joined = CommandPaths.join(at, text.get());
      if (++followed > MAX_LINKS || joined.isEmpty()) {
        return new LinkWalk(List.copyOf(links), null);
      }
      List<String> names = new ArrayList<>(List.of(joined.get().split("/")));
      names.removeIf(String::isEmpty);
      names.addAll(rest);
      rest = names;
      at = "";
    }
    return new LinkWalk(List.copyOf(links), at);
  }
}
