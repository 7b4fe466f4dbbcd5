package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.core.internal.files.FileReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads, writes and removes files of the project for a model. A change is validated first and made
 * second, through directories that are held open in between; a file is replaced by a new one, so
 * that nothing else that shares its content changes. Directories are created and never removed. Not
 * thread-safe.
 */
public final class ConfinedFiles implements Closeable {

  /** The largest file whose replaced content is kept. */
  private static final int MAX_REPLACED = 16 << 20;

  private static final int MAX_SEARCHED = 512 << 10;
  private static final int MAX_FOUND = 50;
  private static final int MAX_LINE = 200;
  private static final int MAX_LISTED = 500;

  private final Confinement confinement;
  private final DirectoryHandle project;
  private final DirectoryHandle aside;
  private final ChangeRecorder recorder;
  private Runnable beforeMutation = () -> {};

  ConfinedFiles(
      Confinement confinement,
      DirectoryHandle project,
      DirectoryHandle aside,
      ChangeRecorder recorder) {
    this.confinement = confinement;
    this.project = project;
    this.aside = aside;
    this.recorder = recorder;
  }

  /**
   * Opens a project.
   *
   * @param project its directory, without links
   * @param aside a private empty directory on the same file system
   * @param recorder keeps what changes replace
   */
  public static ConfinedFiles open(
      Confinement confinement, Path project, Path aside, ChangeRecorder recorder)
      throws IOException {
    DirectoryHandle root = DirectoryHandle.open(project);
    try {
      return new ConfinedFiles(confinement, root, DirectoryHandle.open(aside), recorder);
    } catch (IOException e) {
      root.close();
      throw e;
    }
  }

  /**
   * Writes a file, creating its directories.
   *
   * @return the change
   * @throws BlockedException if the file must not or cannot be written; it is then unchanged
   */
  public FileChange write(String path, byte[] content) throws BlockedException, IOException {
    return change(path, content);
  }

  /**
   * Removes a file.
   *
   * @return the change
   * @throws BlockedException if there is none, or it must not or cannot be removed
   */
  public FileChange delete(String path) throws BlockedException, IOException {
    return change(path, null);
  }

  /**
   * Returns the one way to write a path.
   *
   * @throws BlockedException if its syntax is refused
   */
  public String plain(String path) throws BlockedException {
    return NamedPath.of(path, confinement.workTree()).text();
  }

  /**
   * Reads a file.
   *
   * @param maxBytes the size limit
   * @throws BlockedException if there is none, it is too large, or it must not be read
   */
  public byte[] read(String path, int maxBytes) throws BlockedException {
    return find(path, maxBytes).orElseThrow(() -> new BlockedException(BlockReason.NOT_FOUND));
  }

  /**
   * Reads a file if there is one.
   *
   * @param maxBytes the size limit
   * @throws BlockedException if it is too large, or must not be read
   */
  public Optional<byte[]> find(String path, int maxBytes) throws BlockedException {
    try {
      NamedPath named = confinement.path(path, false);
      try (PathWalk walk = PathWalk.of(project, named)) {
        return Optional.ofNullable(content(walk, maxBytes));
      }
    } catch (IOException e) {
      throw new BlockedException(BlockReason.NOT_FOUND, "it cannot be read");
    }
  }

  /**
   * Lists judged files that may be read, in order.
   *
   * @param directory a directory of the project; empty for all of it
   */
  public List<String> list(String directory) {
    String prefix =
        directory.isEmpty() || directory.equals(".")
            ? ""
            : directory.replaceFirst("^\\./", "").replaceFirst("/+$", "") + "/";
    return confinement
        .readable()
        .filter(path -> path.startsWith(prefix))
        .limit(MAX_LISTED)
        .toList();
  }

  /**
   * Finds judged files that may be read by their last names.
   *
   * @param fileNames names without directories
   */
  public List<String> named(Set<String> fileNames) {
    return confinement.readable(fileNames);
  }

  /**
   * Finds the lines of judged text files that contain a text.
   *
   * @param shown makes of a whole file what may be shown of it, and only that is searched: what is
   *     secret may be told by the lines around it, and a search must not answer guesses
   * @return the lines in the form {@code path:number: line}
   */
  public List<String> search(String text, UnaryOperator<String> shown) {
    List<String> found = new ArrayList<>();
    for (String path : (Iterable<String>) confinement.readable()::iterator) {
      if (found.size() >= MAX_FOUND) {
        break;
      }
      searchIn(path, text, shown, found);
    }
    return found;
  }

  private void searchIn(String path, String text, UnaryOperator<String> shown, List<String> found) {
    try {
      String all = new String(read(path, MAX_SEARCHED), StandardCharsets.UTF_8);
      if (!all.contains(text)) {
        return;
      }
      String content = shown.apply(all);
      if (!content.contains(text) || content.indexOf('\0') >= 0) {
        return;
      }
      int number = 0;
      for (String line : content.lines().toList()) {
        number++;
        if (line.contains(text) && found.size() < MAX_FOUND) {
          found.add(path + ":" + number + ": " + TextStart.cut(line, MAX_LINE));
        }
      }
    } catch (BlockedException notShown) {
      return;
    }
  }

  /**
   * Checks the path of a file that would be read or written, whatever its content.
   *
   * @throws BlockedException if it must not be
   */
  public void requireAllowed(String path, boolean write) throws BlockedException {
    try {
      PathWalk.of(project, confinement.path(path, write)).close();
    } catch (IOException e) {
      throw blocked(e);
    }
  }

  /** Checks a change without making it. */
  public FileChange propose(String path, byte @Nullable [] content) throws BlockedException {
    try {
      NamedPath named = confinement.path(path, true);
      try (PathWalk walk = PathWalk.of(project, named)) {
        return validated(named, walk, content);
      }
    } catch (IOException e) {
      throw blocked(e);
    }
  }

  private FileChange change(String path, byte @Nullable [] content)
      throws BlockedException, IOException {
    FileChange change;
    try {
      NamedPath named = confinement.path(path, true);
      try (PathWalk walk = PathWalk.of(project, named)) {
        change = validated(named, walk, content);
        recorder.changing(named.text(), change.before(), content);
        mutate(walk, change);
        confinement.changed(named, content);
      }
    } catch (FileSystemException e) {
      throw blocked(e);
    }
    return change;
  }

  private static BlockedException blocked(IOException e) {
    return new BlockedException(BlockReason.NOT_WRITABLE, FileReason.withoutName(e));
  }

  /** Lets tests change the tree between validation and mutation. */
  void beforeMutation(Runnable action) {
    beforeMutation = action;
  }

  private FileChange validated(NamedPath named, PathWalk walk, byte @Nullable [] content)
      throws BlockedException, IOException {
    byte[] before = content(walk, MAX_REPLACED);
    if (content == null && before == null) {
      throw new BlockedException(BlockReason.NOT_FOUND);
    }
    confinement.check(named, before, content);
    return new FileChange(named.text(), before, content);
  }

  private static byte @Nullable [] content(PathWalk walk, int maxBytes)
      throws BlockedException, IOException {
    if (walk.file() == null) {
      return null;
    }
    try (SeekableByteChannel in = walk.directory().read(walk.name())) {
      byte[] bytes = Channels.newInputStream(in).readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new BlockedException(BlockReason.FILE_TOO_LARGE, maxBytes + " bytes");
      }
      return bytes;
    }
  }

  /** Makes a change, unless its directory is moved meanwhile; then it is taken back. */
  private void mutate(PathWalk walk, FileChange change) throws BlockedException, IOException {
    if (!walk.isInPlace()) {
      throw new BlockedException(BlockReason.PATH_MOVED);
    }
    beforeMutation.run();
    put(walk, change.after(), true);
    if (!walk.isInPlace()) {
      put(walk, change.before(), false);
      throw new BlockedException(BlockReason.PATH_MOVED);
    }
  }

  /**
   * Puts a content in place.
   *
   * @param untouched whether the file must be as it was when it was validated; looked at last,
   *     because everything before that takes time
   */
  private void put(PathWalk walk, byte @Nullable [] content, boolean untouched)
      throws BlockedException, IOException {
    if (content == null) {
      require(!untouched || walk.isFileUntouched());
      walk.directory().delete(walk.name());
      return;
    }
    Path fresh = aside.name("content");
    try {
      write(fresh, content);
      walk.createMissing(aside);
      if (walk.file() != null) {
        aside.setPermissions(fresh, walk.directory().permissions(walk.name()));
      } else if (confinement.isExecutableAtBase(walk.path())) {
        aside.makeExecutable(fresh);
      }
      require(!untouched || walk.isFileUntouched());
      aside.move(fresh, walk.directory(), walk.name());
    } catch (IOException | BlockedException e) {
      discard(fresh);
      throw e;
    }
  }

  private static void require(boolean untouched) throws BlockedException {
    if (!untouched) {
      throw new BlockedException(BlockReason.CHANGED_ELSEWHERE);
    }
  }

  private void discard(Path fresh) throws IOException {
    try {
      aside.delete(fresh);
    } catch (NoSuchFileException moved) {
      return;
    }
  }

  private void write(Path fresh, byte[] content) throws IOException {
    try (SeekableByteChannel out = aside.create(fresh)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        out.write(left);
      }
      if (out instanceof FileChannel file) {
        file.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (aside) {
      project.close();
    }
  }
}
