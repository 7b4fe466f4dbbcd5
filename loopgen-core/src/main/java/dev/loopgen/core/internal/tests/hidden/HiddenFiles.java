package dev.loopgen.core.internal.tests.hidden;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.BareRepository;
import dev.loopgen.core.internal.git.GitDirectories;
import dev.loopgen.core.internal.git.GitObjects;
import dev.loopgen.core.internal.git.GitRepository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of hidden checks. Messages about them name nothing that is in them.
 *
 * @param files their content by the paths that they get in the repository
 */
public record HiddenFiles(Map<RepoPath, byte[]> files) {

  private static final int MAX_FILES = 10_000;
  private static final int MAX_BYTES = 64 << 20;

  public HiddenFiles {
    files = Map.copyOf(files);
  }

  /**
   * Requires checks to lie where the commands and the author of a change do not find them.
   *
   * @return their directory, without links
   * @throws RepositoryException if they do not
   */
  public static Path requireOutside(HiddenChecks checks, WorkTree workTree) {
    try {
      Path directory = checks.directory().toRealPath();
      Path root = workTree.root().toRealPath();
      Optional<Path> git = GitDirectories.around(root).map(GitDirectories::commonDirectory);
      boolean apart =
          !directory.startsWith(root)
              && !root.startsWith(directory)
              && git.filter(directory::startsWith).isEmpty()
              && !(git.isPresent() && lendsObjects(directory, git.get()));
      if (apart && Files.isDirectory(directory)) {
        return directory;
      }
    } catch (IOException absent) {
      throw unusable("their directory cannot be read");
    }
    throw unusable("they must be a directory outside the repository");
  }

  /**
   * Reads the files.
   *
   * @param place the directory in the project that they go to; empty for the project itself
   * @throws RepositoryException if they cannot be read, or there are none or too many
   */
  public static HiddenFiles read(HiddenChecks checks, WorkTree workTree, String place) {
    Path directory = requireOutside(checks, workTree);
    RepoPath at =
        place.isEmpty()
            ? workTree.project().orElse(null)
            : workTree.inProject(place.replaceAll("/+$", ""));
    Reading reading = new Reading(directory, at);
    try {
      if (checks.revision().isEmpty()) {
        Files.walkFileTree(directory, reading);
      } else {
        reading.addAll(BareRepository.open(directory), checks.revision());
      }
    } catch (RepositoryException absent) {
      throw unusable("their revision cannot be read");
    } catch (UnusableException e) {
      throw unusable(e.reason);
    } catch (IOException e) {
      throw unusable("they cannot be read");
    }
    if (reading.files.isEmpty()) {
      throw unusable("there are none");
    }
    return new HiddenFiles(reading.files);
  }

  /** Whoever has a clone that borrows objects from the checks can read them. */
  private static boolean lendsObjects(Path directory, Path git) throws IOException {
    for (Path objects : GitObjects.directories(git)) {
      if (Files.exists(objects) && objects.toRealPath().startsWith(directory)) {
        return true;
      }
    }
    return false;
  }

  private static RepositoryException unusable(String reason) {
    return new RepositoryException("The hidden checks cannot be used: " + reason + ".");
  }

  /** Says what is wrong without naming a file. */
  private static final class UnusableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** Reads all files below a directory; refuses links. */
  private static final class Reading extends SimpleFileVisitor<Path> {

    private final Path directory;
    private final @Nullable RepoPath place;
    private final Map<RepoPath, byte[]> files = new TreeMap<>();
    private long bytes;

    Reading(Path directory, @Nullable RepoPath place) {
      this.directory = directory;
      this.place = place;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!attributes.isRegularFile()) {
        throw new UnusableException("one is no regular file");
      }
      add(
          FileNameBytes.bytes(directory.relativize(file)),
          PlainFile.read(file, MAX_BYTES, LinkOption.NOFOLLOW_LINKS));
      return FileVisitResult.CONTINUE;
    }

    /** Adds the files of a revision. */
    void addAll(BareRepository repository, String revision) throws IOException {
      for (Map.Entry<RepoPath, TreeEntry> file : repository.tree(revision).files().entrySet()) {
        FileMode mode = file.getValue().mode();
        if (mode != FileMode.REGULAR && mode != FileMode.EXECUTABLE) {
          throw new UnusableException("one is no regular file");
        }
        add(file.getKey().bytes(), repository.blob(file.getValue().id(), MAX_BYTES));
      }
    }

    private void add(byte[] name, byte[] content) throws IOException {
      bytes += content.length;
      if (files.size() == MAX_FILES || bytes > MAX_BYTES) {
        throw new UnusableException("there are too many");
      }
      RepoPath path = path(name);
      if (GitRepository.isDotGit(path)) {
        throw new UnusableException("they hold a git directory");
      }
      files.put(path, content);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes)
        throws IOException {
      if (inner.endsWith(".git")) {
        throw new UnusableException("they hold a git directory");
      }
      return FileVisitResult.CONTINUE;
    }

    private RepoPath path(byte[] name) {
      if (place == null) {
        return RepoPath.of(name);
      }
      byte[] joined = Arrays.copyOf(place.bytes(), place.length() + 1 + name.length);
      joined[place.length()] = '/';
      System.arraycopy(name, 0, joined, place.length() + 1, name.length);
      return RepoPath.of(joined);
    }
  }

  /**
   * Returns the files of a tree that are not in the way of these.
   *
   * @throws RepositoryException if a file of the tree is where these need a directory, or the other
   *     way round
   */
  public NavigableMap<RepoPath, TreeEntry> clear(NavigableMap<RepoPath, TreeEntry> tree) {
    NavigableMap<RepoPath, TreeEntry> rest = new TreeMap<>(tree);
    rest.keySet().removeAll(files.keySet());
    for (RepoPath path : files.keySet()) {
      RepoPath after = rest.higherKey(path);
      boolean clash = after != null && after.isBelow(path) || hasFileAbove(rest, path);
      if (clash) {
        throw unusable("the tree has something else where one of them goes");
      }
    }
    return rest;
  }

  private static boolean hasFileAbove(NavigableMap<RepoPath, TreeEntry> tree, RepoPath path) {
    byte[] bytes = path.bytes();
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '/' && tree.containsKey(RepoPath.of(bytes, 0, i))) {
        return true;
      }
    }
    return false;
  }
}
