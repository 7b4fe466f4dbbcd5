package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The targets of judged links in the output directory. A file that a judged link leads to is read
 * as the link's content, so it is judged itself.
 */
final class OutputLinks {

  private static final int MAX_HOPS = 40;

  private final Set<RepoPath> targets;

  private OutputLinks(Set<RepoPath> targets) {
    this.targets = targets;
  }

  /** Tells whether a link leads to a file or to one of its parent directories. */
  boolean reach(RepoPath file) {
    return targets.stream().anyMatch(target -> target.equals(file) || file.isBelow(target));
  }

  /** Follows links on disk to their ends. */
  static OutputLinks onDisk(Path root, LoopgenOutputs outputs, Collection<Path> links) {
    Set<RepoPath> targets = new HashSet<>();
    for (Path link : links) {
      RepoPath target = target(root, link);
      if (target != null && outputs.mayLieIn(target)) {
        targets.add(target);
      }
    }
    return new OutputLinks(targets);
  }

  private static @Nullable RepoPath target(Path root, Path link) {
    try {
      Path end = link.toRealPath();
      if (!end.startsWith(root) || end.equals(root)) {
        return null;
      }
      return RepoPath.of(ContentHasher.rawBytes(root.relativize(end)));
    } catch (IOException leadsNowhere) {
      return null;
    }
  }

  /** Follows the links of a commit inside its tree. */
  static OutputLinks committed(
      LoopgenOutputs outputs,
      NavigableMap<RepoPath, TreeEntry> tree,
      Function<RepoPath, byte[]> content) {
    Set<RepoPath> targets = new HashSet<>();
    Walk walk = new Walk(tree, content);
    tree.forEach(
        (path, entry) -> {
          if (entry.mode() == FileMode.SYMLINK) {
            RepoPath end = walk.end(path);
            if (end != null && outputs.mayLieIn(end)) {
              targets.add(end);
            }
          }
        });
    return new OutputLinks(targets);
  }

  /** Resolves a path as the kernel would if the tree were checked out. */
  private record Walk(NavigableMap<RepoPath, TreeEntry> tree, Function<RepoPath, byte[]> content) {

    @Nullable RepoPath end(RepoPath link) {
      Deque<String> left = new ArrayDeque<>(names(text(link)));
      Deque<String> done = new ArrayDeque<>();
      int hops = 0;
      while (!left.isEmpty()) {
        String name = left.pop();
        if (name.equals("..")) {
          if (done.pollLast() == null) {
            return null;
          }
        } else if (!name.isEmpty() && !name.equals(".")) {
          done.addLast(name);
          TreeEntry entry = tree.get(path(done));
          if (entry != null && entry.mode() == FileMode.SYMLINK) {
            String target = new String(content.apply(path(done)), StandardCharsets.ISO_8859_1);
            if (target.startsWith("/") || ++hops > MAX_HOPS) {
              return null;
            }
            done.removeLast();
            List<String> more = names(target);
            for (int i = more.size() - 1; i >= 0; i--) {
              left.push(more.get(i));
            }
          }
        }
      }
      return done.isEmpty() ? null : path(done);
    }

    private static List<String> names(String path) {
      return Arrays.asList(path.split("/"));
    }

    private static String text(RepoPath path) {
      return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static RepoPath path(Collection<String> names) {
      return RepoPath.of(String.join("/", names).getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
