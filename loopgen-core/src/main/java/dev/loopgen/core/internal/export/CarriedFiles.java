package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ignored files of a work tree that commands need, such as installed dependencies, copied to a
 * layer below an export. They are hashed while they are copied, so that the digest is that of what
 * the commands see, whatever happens to the work tree meanwhile.
 *
 * @param roots the topmost directories and files that were copied, in order
 * @param links links that the patterns name, which are not carried
 * @param digest the SHA-256 over all copied files in lower-case hexadecimal; empty if there are
 *     none
 */
public record CarriedFiles(List<RepoPath> roots, List<RepoPath> links, String digest) {

  /** Nothing is carried. */
  public static final CarriedFiles NONE = new CarriedFiles(List.of(), List.of(), "");

  /** Deeper directories are not searched. */
  private static final int MAX_DEPTH = 400;

  public CarriedFiles {
    roots = List.copyOf(roots);
    links = List.copyOf(links);
  }

  /**
   * Copies the ignored files that patterns name into a layer below an export. A tracked file is
   * never copied, nor a link that a pattern names; links below are copied as links.
   *
   * @param root the work tree
   * @throws IOException if one cannot be copied
   * @throws InterruptedException if the thread is interrupted
   */
  public static CarriedFiles copy(
      Path root, PathPatterns patterns, TreeSnapshot snapshot, Export export)
      throws IOException, InterruptedException {
    Path layer = Files.createDirectory(export.around().resolve("carry"));
    Search search = new Search(patterns, snapshot);
    try (OpenDirectory from = OpenDirectory.at(root);
        OpenDirectory to = OpenDirectory.at(layer)) {
      search.directory(from, null, IgnoreRules.none(), 0);
      CarryCopy copy = new CarryCopy(snapshot.entries().keySet());
      for (RepoPath path : search.roots) {
        copy.copy(from, to, path);
      }
      return new CarriedFiles(search.roots, search.links, copy.digest());
    }
  }

  /** Finds what to copy. */
  private static final class Search {

    private final PathPatterns patterns;
    private final TreeSnapshot snapshot;
    private final List<RepoPath> roots = new ArrayList<>();
    private final List<RepoPath> links = new ArrayList<>();

    Search(PathPatterns patterns, TreeSnapshot snapshot) {
      this.patterns = patterns;
      this.snapshot = snapshot;
    }

    void directory(OpenDirectory directory, @Nullable RepoPath path, IgnoreRules outer, int depth)
        throws IOException {
      if (depth == MAX_DEPTH) {
        throw new IOException("its directories are nested too deeply");
      }
      IgnoreRules rules =
          outer.below(directory.path().resolve(".gitignore"), path == null ? 0 : path.length() + 1);
      for (Path name : directory.sortedNames()) {
        entry(directory, name, ExportPaths.below(path, name), rules, depth);
      }
    }

    private void entry(
        OpenDirectory directory, Path name, RepoPath path, IgnoreRules rules, int depth)
        throws IOException {
      if (GitRepository.isDotGit(path) || snapshot.entries().containsKey(path)) {
        return;
      }
      BasicFileAttributes attributes = directory.attributes(name);
      boolean ignored = rules.ignores(path, attributes.isDirectory());
      if (ignored && patterns.match(path).isPresent()) {
        (attributes.isSymbolicLink() ? links : roots).add(path);
      } else if (!ignored && attributes.isDirectory()) {
        try (OpenDirectory inner = directory.directory(name)) {
          directory(inner, path, rules, depth + 1);
        }
      }
    }
  }
}
