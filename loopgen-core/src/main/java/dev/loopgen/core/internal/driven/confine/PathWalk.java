package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way from the project to a path, with each directory on it held open. Not thread-safe.
 *
 * <p>A walk refuses links, other repositories, and a name beside which another spelling of it
 * exists.
 */
final class PathWalk implements Closeable {

  private final Deque<DirectoryHandle> entered = new ArrayDeque<>();
  private final DirectoryHandle root;
  private final NamedPath path;
  private int depth;
  private @Nullable BasicFileAttributes found;

  private PathWalk(DirectoryHandle root, NamedPath path) {
    this.root = root;
    this.path = path;
  }

  /**
   * Walks as far as the path exists.
   *
   * @throws BlockedException if something else than directories is on the way, or something else
   *     than a regular file at the end
   */
  static PathWalk of(DirectoryHandle root, NamedPath path) throws IOException, BlockedException {
    PathWalk walk = new PathWalk(root, path);
    try {
      walk.descend();
      return walk;
    } catch (IOException | BlockedException | RuntimeException e) {
      walk.close();
      throw e;
    }
  }

  private void descend() throws IOException, BlockedException {
    int last = path.names().size() - 1;
    for (depth = 0; depth < last; depth++) {
      BasicFileAttributes attributes = look(path.names().get(depth));
      if (attributes == null) {
        return;
      }
      if (!attributes.isDirectory()) {
        throw new BlockedException(BlockReason.NOT_A_DIRECTORY, path.names().get(depth));
      }
      enter(deepest().name(path.names().get(depth)), attributes);
    }
    found = look(path.names().get(last));
    if (found != null && !found.isRegularFile()) {
      throw new BlockedException(BlockReason.NOT_A_FILE);
    }
  }

  private void enter(Path name, BasicFileAttributes expected) throws IOException, BlockedException {
    DirectoryHandle next = deepest().enter(name);
    entered.push(next);
    if (!Objects.equals(next.attributes().fileKey(), expected.fileKey())) {
      throw new BlockedException(BlockReason.PATH_MOVED);
    }
    for (Path inside : next.names()) {
      if (NameFolding.fold(inside.toString()).equals(".git")) {
        throw new BlockedException(BlockReason.OTHER_REPOSITORY);
      }
    }
  }

  /** Returns the attributes of a name in the deepest directory, or null if it does not exist. */
  private @Nullable BasicFileAttributes look(String name) throws IOException, BlockedException {
    Path wanted = deepest().name(name);
    String folded = NameFolding.fold(name);
    for (Path other : deepest().names()) {
      if (!other.equals(wanted) && NameFolding.fold(other.toString()).equals(folded)) {
        throw new BlockedException(BlockReason.NAME_COLLISION, other.toString());
      }
    }
    try {
      BasicFileAttributes attributes = deepest().attributes(wanted);
      if (attributes.isSymbolicLink()) {
        throw new BlockedException(BlockReason.SYMBOLIC_LINK, name);
      }
      return attributes;
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private DirectoryHandle deepest() {
    return entered.isEmpty() ? root : entered.peek();
  }

  NamedPath path() {
    return path;
  }

  /** Returns the attributes of the file, or null if there is none. */
  @Nullable BasicFileAttributes file() {
    return found;
  }

  /**
   * Tells whether the file is the one that was found, unwritten since as far as its attributes
   * tell, or there is still none.
   */
  boolean isFileUntouched() throws IOException {
    try {
      BasicFileAttributes now = directory().attributes(name());
      return found != null
          && Objects.equals(now.fileKey(), found.fileKey())
          && now.size() == found.size()
          && now.lastModifiedTime().equals(found.lastModifiedTime());
    } catch (NoSuchFileException none) {
      return found == null;
    }
  }

  /** Returns the directory of the file, if every directory on the way exists. */
  DirectoryHandle directory() {
    if (!missing().isEmpty()) {
      throw new IllegalStateException("a directory is missing");
    }
    return deepest();
  }

  /** Returns the last name of the path. */
  Path name() {
    return deepest().name(path.names().get(path.names().size() - 1));
  }

  /** Returns the names of the directories that do not exist yet. */
  List<String> missing() {
    return path.names().subList(depth, path.names().size() - 1);
  }

  /**
   * Creates the missing directories, each made aside and moved into its open parent, so that a link
   * put in its way is not followed.
   *
   * @param aside a private directory on the same file system
   */
  void createMissing(DirectoryHandle aside) throws IOException, BlockedException {
    for (String name : List.copyOf(missing())) {
      Path fresh = aside.name("directory");
      aside.createDirectory(fresh);
      Path wanted = deepest().name(name);
      BasicFileAttributes made = aside.attributes(fresh);
      aside.move(fresh, deepest(), wanted);
      depth++;
      enter(wanted, made);
    }
  }

  /** Tells whether the path still leads to these directories. */
  boolean isInPlace() throws IOException {
    try (PathWalk again = of(root, path)) {
      return again.entered.size() == entered.size()
          && Objects.equals(
              again.deepest().attributes().fileKey(), deepest().attributes().fileKey());
    } catch (BlockedException moved) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    while (!entered.isEmpty()) {
      entered.pop().close();
    }
  }
}
