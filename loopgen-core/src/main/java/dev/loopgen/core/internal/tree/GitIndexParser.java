package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parses an index file of version 2, 3 or 4 (gitformat-index). Like git, it does not check the sum
 * at the end: whoever changes the file can make that fit, and an entry that was damaged is one
 * whose file is read, or that differs from the base.
 */
final class GitIndexParser {

  private static final int HASH = GitId.LENGTH;
  private static final int HEADER = 12;
  private static final int STAT_AND_ID = 62;
  private static final int SKIP_WORKTREE = 0x4000;
  private static final int INTENT_TO_ADD = 0x2000;
  private static final int ASSUME_UNCHANGED = 0x8000;
  private static final int EXTENDED = 0x4000;
  private static final int LONG_NAME = 0xfff;
  private static final int MAX_ENTRIES = 10_000_000;

  private final byte[] bytes;
  private final ByteBuffer in;

  GitIndexParser(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  /**
   * Parses the file.
   *
   * @return the entries, ascending by path and stage
   * @throws RepositoryException if it is damaged or of a kind that is not supported
   */
  List<GitIndex.Entry> parse() {
    try {
      return entries();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
      throw damaged("it ends early or holds an entry that git would not write");
    }
  }

  private List<GitIndex.Entry> entries() {
    if (bytes.length < HEADER + HASH || in.getInt() != 0x44495243) {
      throw damaged("it is no index file");
    }
    int version = in.getInt();
    int count = in.getInt();
    if (version < 2 || version > 4 || count < 0 || count > MAX_ENTRIES) {
      throw damaged("its version " + version + " or its size is not known");
    }
    List<GitIndex.Entry> entries = new ArrayList<>(Math.min(count, bytes.length / STAT_AND_ID));
    GitIndex.Entry previous = null;
    for (int i = 0; i < count; i++) {
      int start = in.position();
      in.position(start + STAT_AND_ID - 2);
      int flags = in.getShort() & 0xffff;
      boolean extended = version >= 3 && (flags & EXTENDED) != 0;
      int more = extended ? in.getShort() & 0xffff : 0;
      RepoPath path =
          version == 4
              ? compressed(previous == null ? new byte[0] : previous.path().bytes(), flags)
              : padded(start, flags);
      GitIndex.Entry entry = entry(start, flags, more, path);
      if (previous != null && !isBehind(entry, previous)) {
        throw damaged("its entries are not in order at " + path);
      }
      entries.add(entry);
      previous = entry;
    }
    checkExtensions();
    return entries;
  }

  private GitIndex.Entry entry(int start, int flags, int more, RepoPath path) {
    FileMode mode = FileMode.ofBits(in.getInt(start + 24));
    GitIndex.Stat stat =
        new GitIndex.Stat(
            nanos(start), nanos(start + 8), in.getInt(start + 20), in.getInt(start + 36));
    return new GitIndex.Entry(
        path,
        new TreeEntry(mode, GitId.of(bytes, start + 40)),
        flags >> 12 & 3,
        (more & SKIP_WORKTREE) != 0,
        (flags & ASSUME_UNCHANGED) != 0,
        (more & INTENT_TO_ADD) != 0,
        stat);
  }

  private static boolean isBehind(GitIndex.Entry entry, GitIndex.Entry previous) {
    int order = previous.path().compareTo(entry.path());
    return order < 0 || order == 0 && previous.stage() < entry.stage();
  }

  private long nanos(int at) {
    return (in.getInt(at) & 0xffffffffL) * 1_000_000_000L + in.getInt(at + 4);
  }

  private RepoPath padded(int start, int flags) {
    int from = in.position();
    int to = endOfName(from, from + (flags & LONG_NAME), flags);
    in.position(start + (to - start + 8 & ~7));
    return RepoPath.of(bytes, from, to);
  }

  private RepoPath compressed(byte[] previous, int flags) {
    int b = in.get() & 0xff;
    int strip = b & 0x7f;
    while ((b & 0x80) != 0) {
      b = in.get() & 0xff;
      strip = (strip + 1 << 7) + (b & 0x7f);
    }
    int from = in.position();
    int kept = previous.length - strip;
    int to = endOfName(from, from + (flags & LONG_NAME) - kept, flags);
    in.position(to + 1);
    byte[] path = Arrays.copyOf(previous, kept + to - from);
    System.arraycopy(bytes, from, path, kept, to - from);
    return RepoPath.of(path);
  }

  /** A name ends where its length says and a NUL stands; a long one says no length. */
  private int endOfName(int from, int expected, int flags) {
    if ((flags & LONG_NAME) != LONG_NAME) {
      if (bytes[expected] != 0) {
        throw damaged("a name is not as long as it says");
      }
      return expected;
    }
    int to = from;
    while (bytes[to] != 0) {
      to++;
    }
    return to;
  }

  /** An extension that git may not ignore starts with a lower-case letter. */
  private void checkExtensions() {
    while (in.position() < bytes.length - HASH) {
      byte[] name = new byte[4];
      in.get(name);
      int size = in.getInt();
      if (name[0] >= 'a' && name[0] <= 'z') {
        String text = new String(name, StandardCharsets.ISO_8859_1);
        throw new RepositoryException(
            "The index uses the extension "
                + text
                + ", which is not supported. Switch the "
                + (text.equals("link") ? "split index" : "sparse index")
                + " off with git update-index or git sparse-checkout.");
      }
      in.position(in.position() + size);
    }
  }

  private static RepositoryException damaged(String how) {
    return new RepositoryException(
        "The index is damaged: " + how + ". Rebuild it, for example with git reset.");
  }
}
