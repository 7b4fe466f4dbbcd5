package dev.loopgen.api.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Matches one pattern after the other along whole paths, as an oracle of the automaton. */
final class PlainPathMatcher {

  private final List<PathPattern> patterns;
  private final WorkTree workTree;

  PlainPathMatcher(List<PathPattern> patterns, WorkTree workTree) {
    this.patterns = patterns;
    this.workTree = workTree;
  }

  Optional<PathPattern> match(RepoPath path) {
    return patterns.stream().filter(pattern -> matches(pattern, path)).findFirst();
  }

  Optional<PathPattern> matchBelow(RepoPath directory) {
    return patterns.stream().filter(pattern -> mayMatchBelow(pattern, directory)).findFirst();
  }

  private boolean matches(PathPattern pattern, RepoPath path) {
    return relative(pattern, path).map(names -> reach(pattern, names, false)).orElse(false);
  }

  private boolean mayMatchBelow(PathPattern pattern, RepoPath directory) {
    Optional<RepoPath> project = workTree.project();
    boolean above = project.filter(path -> path.isBelow(directory)).isPresent();
    if (!pattern.isInGitDirectory() && (above || project.filter(directory::equals).isPresent())) {
      return true;
    }
    return relative(pattern, directory).map(names -> reach(pattern, names, true)).orElse(false);
  }

  /** Returns the names of a path that a pattern speaks about; empty for other paths. */
  private Optional<List<byte[]>> relative(PathPattern pattern, RepoPath path) {
    List<byte[]> names = names(path);
    String first = new String(names.get(0), StandardCharsets.ISO_8859_1);
    boolean dotGit = first.equals(".git");
    if (pattern.isInGitDirectory()) {
      boolean folded = workTree.foldsCase() && first.equalsIgnoreCase(".git") && isAscii(first);
      return dotGit || folded ? Optional.of(names) : Optional.empty();
    }
    Optional<RepoPath> project = workTree.project();
    if (dotGit || project.filter(directory -> !path.isBelow(directory)).isPresent()) {
      return Optional.empty();
    }
    int above = project.map(directory -> names(directory).size()).orElse(0);
    return Optional.of(names.subList(above, names.size()));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private boolean reach(PathPattern pattern, List<byte[]> path, boolean below) {
    List<Glob> segments = pattern.segments();
    boolean[] next = new boolean[segments.size() + 1];
    next[0] = true;
    skipAnyPath(segments, next);
    for (byte[] name : path) {
      boolean[] then = new boolean[next.length];
      boolean alive = false;
      for (int i = 0; i < segments.size(); i++) {
        if (next[i] && segments.get(i).isAnyPath()) {
          then[i] = true;
          alive = true;
        } else if (next[i] && segments.get(i).matches(name, workTree.foldsCase())) {
          then[i + 1] = true;
          alive = true;
        }
      }
      if (!alive) {
        return false;
      }
      skipAnyPath(segments, then);
      if (then[segments.size()]) {
        return true;
      }
      next = then;
    }
    return below;
  }

  private static void skipAnyPath(List<Glob> segments, boolean[] next) {
    for (int i = 0; i < segments.size(); i++) {
      if (next[i] && segments.get(i).isAnyPath()) {
        next[i + 1] = true;
      }
    }
  }

  static List<byte[]> names(RepoPath path) {
    byte[] bytes = path.bytes();
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        names.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return names;
  }
}
