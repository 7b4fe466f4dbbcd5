package dev.loopgen.core.internal.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Operations on repository-relative paths as strings. The root is the empty string. */
final class CommandPaths {

  private CommandPaths() {}

  /** Resolves a path against a directory; empty if the result is outside the repository. */
  static Optional<String> join(String directory, String path) {
    if (path.startsWith("/") || path.startsWith("~") || path.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    Deque<String> names = new ArrayDeque<>();
    for (String name : (directory + "/" + path.replace('\\', '/')).split("/")) {
      if (name.equals("..") && names.pollLast() == null) {
        return Optional.empty();
      }
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
    return Optional.of(String.join("/", names));
  }

  static String child(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static boolean isBelow(String path, String directory) {
    return directory.isEmpty() || path.startsWith(directory + "/");
  }

  /** Returns a directory and its parents, the nearest first. */
  static List<String> upwards(String directory) {
    List<String> all = new ArrayList<>(List.of(directory));
    for (String at = directory; !at.isEmpty(); ) {
      at = parent(at);
      all.add(at);
    }
    return all;
  }
}
