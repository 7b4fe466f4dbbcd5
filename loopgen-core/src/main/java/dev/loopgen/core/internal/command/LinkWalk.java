package dev.loopgen.core.internal.command;

import java.io.File;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows the links of a path in the repository, as the kernel does: {@code ..} leaves the
 * directory that a link led to, not the one that has the link.
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
    Deque<String> left = new ArrayDeque<>(List.of(path.split("/")));
    Deque<String> done = new ArrayDeque<>();
    int followed = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.equals("..")) {
        if (done.pollLast() == null) {
          return new LinkWalk(List.copyOf(links), null);
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        done.addLast(name);
        String at = String.join("/", done);
        Optional<String> text = link.apply(at);
        if (text.isPresent()) {
          links.add(at);
          if (++followed > MAX_LINKS || !isRelative(text.get())) {
            return new LinkWalk(List.copyOf(links), null);
          }
          done.removeLast();
          List<String> names = List.of(text.get().replace(File.separatorChar, '/').split("/"));
          for (int i = names.size() - 1; i >= 0; i--) {
            left.push(names.get(i));
          }
        }
      }
    }
    return new LinkWalk(List.copyOf(links), String.join("/", done));
  }

  private static boolean isRelative(String target) {
    return !target.startsWith("/") && target.indexOf('\0') < 0;
  }
}
