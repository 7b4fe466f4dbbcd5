package dev.loopgen.testkit;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.DirectoryStamps;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.RepositoryHead;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.TreeSnapshot.CheckoutState;
import dev.loopgen.api.tree.WorkTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A fake change detector that reads no disk. Its base and work tree map paths to texts, and the
 * work tree can be edited between snapshots. Thread-safe.
 */
public final class FixedChangeDetector implements ChangeDetector {

  private static final GitId COMMIT = GitId.of("c".repeat(40));

  private final WorkTree workTree;
  private final Map<String, String> base;
  private final Map<String, String> disk;

  /**
   * Creates a detector whose work tree initially equals its base.
   *
   * @param root the directory that commands run in; it is not read
   * @param base the texts of the base by path
   */
  public FixedChangeDetector(Path root, Map<String, String> base) {
    this.workTree = new WorkTree(root, null, false);
    this.base = Map.copyOf(base);
    this.disk = new ConcurrentSkipListMap<>(base);
  }

  /**
   * Writes a file of the work tree.
   *
   * @param path the path
   * @param text its content
   */
  public void write(String path, String text) {
    disk.put(path, text);
  }

  /**
   * Removes a file of the work tree.
   *
   * @param path the path
   */
  public void remove(String path) {
    disk.remove(path);
  }

  @Override
  public WorkTree workTree() {
    return workTree;
  }

  /**
   * Returns the fixed base, no matter what the caller trusts.
   *
   * @throws RepositoryException if a revision other than {@code HEAD} is requested
   */
  @Override
  public Base resolveBase(BaseRequest request) {
    String revision = request.requestedRevision();
    if (revision != null && !revision.equals("HEAD")) {
      throw new RepositoryException("There is no revision " + revision + ", only HEAD.");
    }
    return new FixedBase(base);
  }

  @Override
  public TreeSnapshot snapshot(SnapshotRequest request) {
    NavigableMap<RepoPath, TreeEntry> entries = entries(disk);
    Map<RepoPath, String> contents = new TreeMap<>();
    TreeSnapshot.changes(request.base().tree(), entries).stream()
        .filter(change -> change.after() != null)
        .forEach(
            change ->
                contents.put(
                    change.path(), sha256(disk.getOrDefault(change.path().display(), ""))));
    GitId tree = treeId(entries);
    return new TreeSnapshot(
        tree,
        request.hashing(),
        entries,
        contents,
        Set.of(),
        false,
        new TreeMap<>(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        Set.of(),
        CheckoutState.WHOLE,
        Map.of(),
        DirectoryStamps.NONE,
        new TreeMap<>(),
        new RepositoryHead(
            COMMIT, tree, "refs/heads/main", COMMIT, "0".repeat(64), new TreeMap<>(), tree));
  }

  private record FixedBase(Map<String, String> files) implements Base {

    @Override
    public Optional<GitId> commit() {
      return Optional.of(COMMIT);
    }

    @Override
    public Base.Rule rule() {
      return Base.Rule.HEAD;
    }

    @Override
    public boolean guessed() {
      return false;
    }

    @Override
    public Optional<String> reference() {
      return Optional.empty();
    }

    @Override
    public GitId treeId() {
      return FixedChangeDetector.treeId(tree());
    }

    @Override
    public boolean ignores(RepoPath path) {
      return false;
    }

    @Override
    public NavigableMap<RepoPath, TreeEntry> tree() {
      return entries(files);
    }

    @Override
    public Optional<NavigableMap<RepoPath, TreeEntry>> trustedTree() {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> read(RepoPath path) {
      return Optional.ofNullable(files.get(path.display()))
          .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<ChangeDetector.CommittedChange> history(PathPatterns guard) {
      return List.of();
    }
  }

  private static NavigableMap<RepoPath, TreeEntry> entries(Map<String, String> files) {
    NavigableMap<RepoPath, TreeEntry> entries = new TreeMap<>();
    files.forEach(
        (path, text) ->
            entries.put(RepoPath.of(path), new TreeEntry(FileMode.REGULAR, blob(text))));
    return entries;
  }

  private static GitId blob(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return GitId.of(digest("SHA-1", "blob " + length + "\0" + text), 0);
  }

  private static GitId treeId(NavigableMap<RepoPath, TreeEntry> entries) {
    return GitId.of(digest("SHA-1", entries.toString()), 0);
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(digest("SHA-256", text));
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
