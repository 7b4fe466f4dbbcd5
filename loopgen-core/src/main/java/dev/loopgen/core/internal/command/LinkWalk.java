package dev.loopgen.core.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows the links of a path in the repository.
 *
 * @param links the links on the path, in order
 * @param target the target, relative to the repository; null if it is outside, or the links form a
 *     cycle
 */
public record LinkWalk(List<String> links, @Nullable String target) {

  private static final int MAX_LINKS = 40;

  public LinkWalk {
    links = List.copyOf(links);
  }

  /**
   * Follows a path.
   *
   * @param link returns the target text of a link, or empty if a path is not a link
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
