package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;

/** Computes the id of the git tree that holds a set of files. */
final class GitTrees {

  private static final byte[] DIRECTORY_MODE = "40000 ".getBytes(StandardCharsets.US_ASCII);

  private static final Map<FileMode, byte[]> MODES = new EnumMap<>(FileMode.class);

  static {
    for (FileMode mode : FileMode.values()) {
      MODES.put(mode, (mode.octal() + " ").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private final MessageDigest sha1;
  private final Deque<Level> open = new ArrayDeque<>();

  private GitTrees() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** A directory whose entries are still coming; end is where its path and a slash end. */
  private record Level(int start, int end, ByteArrayOutputStream content) {}

  /**
   * Computes the id.
   *
   * @param files the files; special ones are left out, because no tree can hold them
   */
  static GitId id(SortedMap<RepoPath, TreeEntry> files) {
    return new GitTrees().compute(files);
  }

  private GitId compute(SortedMap<RepoPath, TreeEntry> files) {
    open.push(new Level(0, 0, new ByteArrayOutputStream()));
    byte[] previous = new byte[0];
    for (Map.Entry<RepoPath, TreeEntry> file : files.entrySet()) {
      if (file.getValue().mode() == FileMode.SPECIAL) {
        continue;
      }
      byte[] path = file.getKey().bytes();
      while (!contains(open.element(), previous, path)) {
        close(previous);
      }
      open(path);
      append(path, open.element().end, path.length, file.getValue());
      previous = path;
    }
    while (open.size() > 1) {
      close(previous);
    }
    return hash(open.pop());
  }

  private static boolean contains(Level level, byte[] previous, byte[] path) {
    return path.length > level.end && Arrays.equals(previous, 0, level.end, path, 0, level.end);
  }

  private void open(byte[] path) {
    int start = open.element().end;
    for (int i = start; i < path.length; i++) {
      if (path[i] == '/') {
        open.push(new Level(start, i + 1, new ByteArrayOutputStream()));
        start = i + 1;
      }
    }
  }

  private void close(byte[] path) {
    Level level = open.pop();
    GitId id = hash(level);
    ByteArrayOutputStream parent = open.element().content;
    parent.writeBytes(DIRECTORY_MODE);
    parent.write(path, level.start, level.end - 1 - level.start);
    parent.write(0);
    parent.writeBytes(id.bytes());
  }

  private void append(byte[] path, int from, int to, TreeEntry entry) {
    ByteArrayOutputStream content = open.element().content;
    content.writeBytes(MODES.get(entry.mode()));
    content.write(path, from, to - from);
    content.write(0);
    content.writeBytes(entry.id().bytes());
  }

  private GitId hash(Level level) {
    byte[] content = level.content.toByteArray();
    sha1.update(("tree " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return GitId.of(sha1.digest(content), 0);
  }
}
