package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.concurrent.WorkerPool;
import dev.loopgen.core.internal.files.FileNameBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinTask;

/** Copies directories through handles, in parallel, and hashes what it copies. */
final class CarryCopy {

  /** Deeper directories are refused; each level holds two handles. */
  private static final int MAX_DEPTH = 200;

  private static final int BUFFER = 1 << 16;

  private final Set<RepoPath> tracked;
  private final boolean replaces;
  private final ConcurrentSkipListMap<RepoPath, String> copied = new ConcurrentSkipListMap<>();

  /**
   * @param tracked the files that are left out
   */
  CarryCopy(Set<RepoPath> tracked) {
    this(tracked, false);
  }

  private CarryCopy(Set<RepoPath> tracked, boolean replaces) {
    this.tracked = tracked;
    this.replaces = replaces;
  }

  /** Copies everything, also over files that are there. */
  static CarryCopy replacing() {
    return new CarryCopy(Set.of(), true);
  }

  /** Copies a path from one directory to the same path in another. */
  void copy(OpenDirectory from, OpenDirectory to, RepoPath path)
      throws IOException, InterruptedException {
    Path relative = from.path().relativize(FileNameBytes.resolve(from.path(), path.bytes()));
    WorkerPool.run(
        () -> {
          walk(from, to, path, relative, 0);
          return true;
        });
  }

  /** Opens the directories that lead to the path, and creates them in the copy. */
  private void walk(OpenDirectory from, OpenDirectory to, RepoPath path, Path relative, int at)
      throws IOException {
    Path name = relative.getName(at);
    if (at == relative.getNameCount() - 1) {
      entry(from, to, path, name, 0);
      return;
    }
    boolean exists = Files.exists(to.path().resolve(name), LinkOption.NOFOLLOW_LINKS);
    try (OpenDirectory inner = from.directory(name);
        OpenDirectory copy = exists ? to.directory(name) : to.create(name)) {
      walk(inner, copy, path, relative, at + 1);
    }
  }

  private void entry(OpenDirectory from, OpenDirectory to, RepoPath path, Path name, int depth)
      throws IOException {
    if (tracked.contains(path)) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted");
    }
    BasicFileAttributes attributes = from.attributes(name);
    if (replaces
        && !attributes.isDirectory()
        && Files.exists(to.path().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      to.deleteFile(name);
    }
    if (attributes.isDirectory()) {
      directory(from, to, path, name, depth);
    } else if (attributes.isSymbolicLink()) {
      byte[] target = FileNameBytes.target(from.path().resolve(name));
      to.link(name, target);
      copied.put(path, FileMode.SYMLINK.octal() + " " + hex(sha256().digest(target)));
    } else if (attributes.isRegularFile()) {
      file(from, to, path, name, attributes);
    }
  }

  private void directory(OpenDirectory from, OpenDirectory to, RepoPath path, Path name, int depth)
      throws IOException {
    if (depth == MAX_DEPTH) {
      throw new IOException(path + " is nested too deeply");
    }
    try (OpenDirectory inner = from.directory(name);
        OpenDirectory copy = to.create(name)) {
      List<ForkJoinTask<?>> parts = new ArrayList<>();
      for (Path child : inner.sortedNames()) {
        parts.add(
            ForkJoinTask.adapt(
                () -> {
                  try {
                    entry(inner, copy, ExportPaths.below(path, child), child, depth + 1);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
      }
      ForkJoinTask.invokeAll(parts);
    }
  }

  private void file(
      OpenDirectory from,
      OpenDirectory to,
      RepoPath path,
      Path name,
      BasicFileAttributes attributes)
      throws IOException {
    Set<PosixFilePermission> permissions =
        from.view(name, PosixFileAttributeView.class).readAttributes().permissions();
    boolean executable = permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    FileMode mode = executable ? FileMode.EXECUTABLE : FileMode.REGULAR;
    MessageDigest sha256 = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (SeekableByteChannel in = from.file(name);
        SeekableByteChannel out = to.newFile(name, mode)) {
      while (in.read(buffer.clear()) >= 0) {
        sha256.update(buffer.array(), 0, buffer.flip().limit());
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    }
    to.setModified(name, attributes.lastModifiedTime());
    copied.put(path, mode.octal() + " " + hex(sha256.digest()));
  }

  /** Returns the SHA-256 over the modes, digests and paths of all copied files; empty for none. */
  String digest() {
    if (copied.isEmpty()) {
      return "";
    }
    MessageDigest all = sha256();
    for (Map.Entry<RepoPath, String> file : copied.entrySet()) {
      all.update((file.getValue() + " ").getBytes(StandardCharsets.US_ASCII));
      all.update(file.getKey().bytes());
      all.update((byte) 0);
    }
    return hex(all.digest());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
