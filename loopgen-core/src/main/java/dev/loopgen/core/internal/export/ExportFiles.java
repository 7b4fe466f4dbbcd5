package dev.loopgen.core.internal.export;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.CommitReader;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.HeadBase;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All files of an export and where their content comes from, including those of submodules and
 * nested repositories. A submodule that is not checked out in the work tree stays a {@link
 * FileMode#GITLINK}, an empty directory.
 */
public final class ExportFiles implements ExportContent {

  private final GitTree tree;
  private final SortedArrayMap<RepoPath, TreeEntry> files;
  private final CheckoutContent content;
  private final NavigableMap<RepoPath, ExportFiles> inner;

  private ExportFiles(
      GitTree tree, CheckoutContent content, NavigableMap<RepoPath, ExportFiles> inner) {
    this.tree = tree;
    this.content = content;
    this.inner = inner;
    this.files = inner.isEmpty() ? tree.files() : flat(tree, inner);
  }

  private static SortedArrayMap<RepoPath, TreeEntry> flat(
      GitTree tree, NavigableMap<RepoPath, ExportFiles> inner) {
    NavigableMap<RepoPath, TreeEntry> all = new TreeMap<>(tree.files());
    inner.forEach(
        (outer, repository) -> {
          all.remove(outer);
          repository.files.forEach((path, entry) -> all.put(ExportPaths.below(outer, path), entry));
        });
    return SortedArrayMap.copyOf(all);
  }

  /**
   * Returns the files of a tree.
   *
   * @param repository the repository around the project
   * @param attributes the source of the attributes: the base of the snapshot
   * @param snapshot the work tree, which may supply what is in no object database
   * @throws RepositoryException if the tree has a repository whose content is not known
   */
  public static ExportFiles of(
      GitRepository repository, Base attributes, TreeSnapshot snapshot, GitTree tree) {
    CheckoutContent content = CheckoutContent.of(repository, attributes, snapshot);
    NavigableMap<RepoPath, ExportFiles> inner = new TreeMap<>();
    tree.files()
        .forEach(
            (path, entry) -> {
              if (entry.mode() == FileMode.GITLINK) {
                inner(repository, snapshot, path, entry.id()).ifPresent(it -> inner.put(path, it));
              }
            });
    return new ExportFiles(tree, content, inner);
  }

  private static Optional<ExportFiles> inner(
      GitRepository outer, TreeSnapshot snapshot, RepoPath path, GitId commit) {
    if (snapshot.opaque().contains(path)) {
      throw new RepositoryException(
          path
              + " is another repository whose files are not exactly its commit, so it cannot be"
              + " exported. Commit its changes there, or run without an export.");
    }
    Path directory = FileNameBytes.resolve(outer.workTree().root(), path.bytes());
    if (!Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    GitRepository repository = GitRepository.open(directory);
    GitTree tree = CommitReader.tree(repository, commit);
    TreeSnapshot known = snapshot.nested().get(path);
    Base attributes = HeadBase.of(repository);
    return Optional.of(
        known == null
            ? new ExportFiles(
                tree, CheckoutContent.committed(repository, attributes), new TreeMap<>())
            : of(repository, attributes, known, tree));
  }

  /** Returns the tree of the outermost repository. */
  public GitTree tree() {
    return tree;
  }

  /** Returns all files, those of inner repositories included, in order. */
  public SortedArrayMap<RepoPath, TreeEntry> files() {
    return files;
  }

  @Override
  public byte @Nullable [] read(RepoPath path, TreeEntry entry) throws IOException {
    Map.Entry<RepoPath, ExportFiles> repository = repository(path);
    return repository == null
        ? content.read(path, entry)
        : repository.getValue().read(inside(repository.getKey(), path), entry);
  }

  @Override
  public void copy(RepoPath path, TreeEntry entry, OutputStream out) throws IOException {
    Map.Entry<RepoPath, ExportFiles> repository = repository(path);
    if (repository == null) {
      content.copy(path, entry, out);
    } else {
      repository.getValue().copy(inside(repository.getKey(), path), entry, out);
    }
  }

  @Override
  public @Nullable FileTime modified(RepoPath path, TreeEntry entry) {
    Map.Entry<RepoPath, ExportFiles> repository = repository(path);
    return repository == null
        ? content.modified(path, entry)
        : repository.getValue().modified(inside(repository.getKey(), path), entry);
  }

  private Map.@Nullable Entry<RepoPath, ExportFiles> repository(RepoPath path) {
    for (Map.Entry<RepoPath, ExportFiles> one : inner.entrySet()) {
      if (path.isBelow(one.getKey())) {
        return one;
      }
    }
    return null;
  }

  /** Returns the paths of the inner repositories that are checked out, outer ones first. */
  public List<RepoPath> repositories() {
    List<RepoPath> all = new ArrayList<>();
    inner.forEach(
        (path, repository) -> {
          all.add(path);
          repository.repositories().forEach(deeper -> all.add(ExportPaths.below(path, deeper)));
        });
    return all;
  }

  private static RepoPath inside(RepoPath outer, RepoPath path) {
    return RepoPath.of(path.bytes(), outer.length() + 1, path.length());
  }
}
