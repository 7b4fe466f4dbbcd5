package dev.loopgen.core.internal.export;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.export.OverlayWrites.Touched;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.IgnoreRules;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.git.VerifyingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The layer that takes what commands write over an export. A file of the tree has an entry in it if
 * it was opened for writing, replaced, moved, deleted, or had its attributes changed, even if it
 * has its old content again: the layer keeps the copy, and a mark for what was deleted.
 */
final class UpperLayer {

  /** The extended attribute of a directory under which the export's own is hidden. */
  private static final String OPAQUE = "overlay.opaque";

  private static final String MODE = "mode";
  private static final String DEVICE = "rdev";
  private static final int TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int OWNER_EXECUTE = 0100;

  /** Deeper directories are not read; each level holds a handle. */
  private static final int MAX_DEPTH = 400;

  private final SortedArrayMap<RepoPath, TreeEntry> files;
  private final Path lower;
  private final Predicate<RepoPath> wanted;
  private final NavigableMap<RepoPath, Touched> touched = new TreeMap<>();
  private final NavigableSet<RepoPath> created = new TreeSet<>();
  private final NavigableSet<RepoPath> ignored = new TreeSet<>();

  private UpperLayer(Overlay overlay, Predicate<RepoPath> wanted) {
    this.files = overlay.export().files().files();
    this.lower = overlay.export().root();
    this.wanted = wanted;
  }

  /**
   * Reads the layer. No command may run any more.
   *
   * @param wanted the ignored files to list
   * @throws RepositoryException if a part of it cannot be read
   */
  static OverlayWrites read(Overlay overlay, Predicate<RepoPath> wanted) {
    UpperLayer layer = new UpperLayer(overlay, wanted);
    try (OpenDirectory root = OpenDirectory.at(overlay.upper())) {
      layer.addAll(new Level(root, null, IgnoreRules.none(), false, 0));
    } catch (IOException e) {
      throw new RepositoryException(
          "What the commands wrote over the export cannot be read: " + e.getMessage() + ".", e);
    }
    return new OverlayWrites(layer.touched, List.copyOf(layer.created), List.copyOf(layer.ignored));
  }

  /**
   * A directory of the layer.
   *
   * @param rules the ignore rules of the directories around it
   * @param ignored whether they ignore it
   */
  private record Level(
      OpenDirectory directory,
      @Nullable RepoPath path,
      IgnoreRules rules,
      boolean ignored,
      int depth) {

    RepoPath below(Path name) {
      return ExportPaths.below(path, name);
    }
  }

  private void addAll(Level level) throws IOException {
    if (level.depth() == MAX_DEPTH) {
      throw new IOException("its directories are nested too deeply");
    }
    Level ruled =
        new Level(level.directory(), level.path(), rules(level), level.ignored(), level.depth());
    for (Path name : level.directory().names()) {
      add(ruled, name);
    }
  }

  /** Adds the rules of the directory's own ignore file, as the commands left it. */
  private IgnoreRules rules(Level level) throws IOException {
    Path own = level.directory().path().resolve(".gitignore");
    RepoPath path = level.path();
    Path exported = path == null ? lower : FileNameBytes.resolve(lower, path.bytes());
    Path file = Files.exists(own, LinkOption.NOFOLLOW_LINKS) ? own : exported.resolve(".gitignore");
    return level.rules().below(file, path == null ? 0 : path.length() + 1);
  }

  private void add(Level level, Path name) throws IOException {
    RepoPath path = level.below(name);
    Path file = level.directory().path().resolve(name);
    BasicFileAttributes attributes = level.directory().attributes(name);
    TreeEntry known = files.get(path);
    if (isMarkOfDeletion(file, attributes)) {
      addDeleted(path);
    } else if (attributes.isDirectory()) {
      addDeleted(path, known);
      addDirectory(level, name, path);
    } else if (known != null && known.mode() != FileMode.GITLINK) {
      touched.put(path, new Touched(known, now(path, known, file, attributes)));
    } else {
      addDeleted(path);
      addNew(path, level.ignored() || level.rules().ignores(path, false));
    }
  }

  private void addDeleted(RepoPath path, @Nullable TreeEntry known) {
    if (known != null && known.mode() != FileMode.GITLINK) {
      touched.put(path, new Touched(known, null));
    }
  }

  /** Adds the file at a path or all files below it. */
  private void addDeleted(RepoPath path) {
    addDeleted(path, files.get(path));
    for (RepoPath inner : files.tailMap(path, false).keySet()) {
      if (inner.isBelow(path)) {
        addDeleted(inner, files.get(inner));
      } else if (!inner.startsWith(path.bytes(), path.length())) {
        break;
      }
    }
  }

  private void addNew(RepoPath path, boolean isIgnored) {
    if (!isIgnored) {
      created.add(path);
    } else if (wanted.test(path)) {
      ignored.add(path);
    }
  }

  private void addDirectory(Level level, Path name, RepoPath path) throws IOException {
    boolean isIgnored = level.ignored() || level.rules().ignores(path, true);
    Path file = level.directory().path().resolve(name);
    PrivateDirectory.makeAccessible(file);
    try (OpenDirectory inner = level.directory().directory(name)) {
      if (isOpaque(file)) {
        addDeleted(path);
      }
      boolean isRepository =
          GitRepository.isDotGit(path)
              || Files.exists(file.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
      if (isRepository) {
        addNew(path, isIgnored);
      }
      boolean hidesNew = isIgnored || isRepository;
      addAll(new Level(inner, path, level.rules(), hidesNew, level.depth() + 1));
    }
  }

  /** Returns the entry of a file of the tree, or of what is in its place. */
  private TreeEntry now(RepoPath path, TreeEntry known, Path file, BasicFileAttributes attributes)
      throws IOException {
    Path exported = FileNameBytes.resolve(lower, path.bytes());
    if (attributes.isSymbolicLink()) {
      byte[] target = FileNameBytes.target(file);
      boolean same =
          known.mode() == FileMode.SYMLINK && Arrays.equals(target, FileNameBytes.target(exported));
      return same ? known : new TreeEntry(FileMode.SYMLINK, VerifyingOutput.blob(target));
    }
    if (!attributes.isRegularFile()) {
      return new TreeEntry(FileMode.SPECIAL, known.id());
    }
    FileMode mode = isExecutable(file) ? FileMode.EXECUTABLE : FileMode.REGULAR;
    if (known.mode() == FileMode.SYMLINK) {
      return new TreeEntry(mode, known.id());
    }
    PrivateDirectory.makeReadable(file);
    return Files.mismatch(file, exported) < 0
        ? new TreeEntry(mode, known.id())
        : new TreeEntry(mode, blob(file));
  }

  private static GitId blob(Path file) throws IOException {
    VerifyingOutput blob = new VerifyingOutput(OutputStream.nullOutputStream(), Files.size(file));
    Files.copy(file, blob);
    return blob.id();
  }

  private static boolean isExecutable(Path file) throws IOException {
    return (number(file, MODE) & OWNER_EXECUTE) != 0;
  }

  /** A deleted path is a character device of number 0. */
  private static boolean isMarkOfDeletion(Path file, BasicFileAttributes attributes)
      throws IOException {
    return attributes.isOther()
        && (number(file, MODE) & TYPE) == CHARACTER_DEVICE
        && number(file, DEVICE) == 0;
  }

  private static long number(Path file, String name) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(file, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    return found.get(name) instanceof Number number ? number.longValue() : -1;
  }

  private static boolean isOpaque(Path directory) throws IOException {
    UserDefinedFileAttributeView attributes =
        Files.getFileAttributeView(
            directory, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes == null) {
      throw new IOException("the attributes of " + directory + " cannot be read");
    }
    return attributes.list().contains(OPAQUE);
  }
}
