package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses an index file of version 2, 3 or 4 (gitformat-index). Like git, it ignores the checksum:
 * an attacker can recompute it, and a damaged entry only causes its file to be read, or differs
 * from the base.
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

  private static final int DIRECTORY = 040000;
  private static final GitId NOTHING = GitId.of("0".repeat(2 * HASH));

  /** A name that no index entry has. */
  private static final RepoPath NAMELESS = RepoPath.of(".");

  private final byte[] bytes;
  private final SortedArrayMap<RepoPath, TreeEntry> like;
  private final ByteBuffer in;
  private final List<GitIndex.Entry> replacements = new ArrayList<>();
  private final List<IndexFile.Directory> directories = new ArrayList<>();
  private boolean sparse;
  private IndexFile.@Nullable Link link;

  /**
   * Creates a parser.
   *
   * @param like files that the index likely has too; equal paths and contents are shared with them
   */
  GitIndexParser(byte[] bytes, SortedArrayMap<RepoPath, TreeEntry> like) {
    this.bytes = bytes;
    this.like = like;
    this.in = ByteBuffer.wrap(bytes);
  }

  /**
   * Parses the file.
   *
   * @throws RepositoryException if it is damaged or of an unsupported kind
   */
  IndexFile parse() {
    try {
      return file();
    } catch (IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException
        | NegativeArraySizeException e) {
      throw damaged("it ends early or holds an entry that git would not write");
    }
  }

  private IndexFile file() {
    if (bytes.length < HEADER + HASH || in.getInt() != 0x44495243) {
      throw damaged("it is not an index file");
    }
    int version = in.getInt();
    int count = in.getInt();
    if (version < 2 || version > 4 || count < 0 || count > MAX_ENTRIES) {
      throw damaged("its version " + version + " or its size is not supported");
    }
    List<GitIndex.Entry> entries = new ArrayList<>(Math.min(count, bytes.length / STAT_AND_ID));
    byte[] name = new byte[0];
    int stage = 0;
    for (int i = 0; i < count; i++) {
      int start = in.position();
      in.position(start + STAT_AND_ID - 2);
      int flags = in.getShort() & 0xffff;
      boolean extended = version >= 3 && (flags & EXTENDED) != 0;
      int more = extended ? in.getShort() & 0xffff : 0;
      byte[] previous = name;
      int previousStage = stage;
      name = version == 4 ? compressed(previous, flags) : padded(start, flags);
      stage = flags >> 12 & 3;
      int order = Arrays.compareUnsigned(previous, name);
      if (name.length > 0 && (order > 0 || order == 0 && previousStage >= stage)) {
        throw damaged("its entries are not in order at " + RepoPath.of(name).display());
      }
      add(start, flags, more, name, previous, entries);
    }
    readExtensions();
    if (!sparse && !directories.isEmpty()
        || link == null && !replacements.isEmpty()
        || link != null && sparse) {
      throw damaged("it has incomplete entries but no shared index");
    }
    return new IndexFile(entries, replacements, directories, link);
  }

  /** Adds the entry at a position to the right list. */
  private void add(
      int start, int flags, int more, byte[] name, byte[] previous, List<GitIndex.Entry> entries) {
    boolean directory = in.getInt(start + 24) == DIRECTORY;
    if (name.length == 0) {
      if (previous.length > 0) {
        throw damaged("it has an entry without a name");
      }
      replacements.add(entry(start, flags, more, NAMELESS));
    } else if (directory) {
      int length = name.length - 1;
      if (name[length] != '/' || (more & SKIP_WORKTREE) == 0) {
        throw damaged("it has an entry for a directory that is checked out");
      }
      directories.add(
          new IndexFile.Directory(RepoPath.of(name, 0, length), GitId.of(bytes, start + 40)));
    } else {
      entries.add(entry(start, flags, more, RepoPath.of(name)));
    }
  }

  private GitIndex.Entry entry(int start, int flags, int more, RepoPath path) {
    FileMode mode = FileMode.ofBits(in.getInt(start + 24));
    TreeEntry content = new TreeEntry(mode, GitId.of(bytes, start + 40));
    int known = like.indexOf(path);
    GitIndex.Stat stat =
        new GitIndex.Stat(
            nanos(start), nanos(start + 8), in.getInt(start + 20), in.getInt(start + 36));
    return new GitIndex.Entry(
        known < 0 ? path : like.key(known),
        known >= 0 && content.equals(like.value(known)) ? like.value(known) : content,
        flags >> 12 & 3,
        (more & SKIP_WORKTREE) != 0,
        (flags & ASSUME_UNCHANGED) != 0,
        (more & INTENT_TO_ADD) != 0,
        stat);
  }

  private long nanos(int at) {
    return (in.getInt(at) & 0xffffffffL) * 1_000_000_000L + in.getInt(at + 4);
  }

  private byte[] padded(int start, int flags) {
    int from = in.position();
    int to = endOfName(from, from + (flags & LONG_NAME), flags);
    in.position(start + (to - start + 8 & ~7));
    return Arrays.copyOfRange(bytes, from, to);
  }

  private byte[] compressed(byte[] previous, int flags) {
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
    return path;
  }

  /** Returns the end of a name: at the NUL that its length points to; long names have no length. */
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

  /** Reads the extensions; those that must not be ignored start with a lower-case letter. */
  private void readExtensions() {
    while (in.position() < bytes.length - HASH) {
      byte[] name = new byte[4];
      in.get(name);
      int size = in.getInt();
      int end = Math.addExact(in.position(), size);
      if (size < 0 || end > bytes.length - HASH) {
        throw damaged("an extension is longer than the file");
      }
      String text = new String(name, StandardCharsets.ISO_8859_1);
      if (text.equals("sdir")) {
        sparse = true;
      } else if (text.equals("link")) {
        link = link(size);
      } else if (name[0] >= 'a' && name[0] <= 'z') {
        throw new RepositoryException(
            "The index uses the extension "
                + text
                + ", which is not supported. Rewrite it with git"
                + " read-tree HEAD.");
      }
      in.position(end);
    }
  }

  /** Returns the link to the shared index, or null if there is none. */
  private IndexFile.@Nullable Link link(int size) {
    if (size < HASH) {
      throw damaged("it does not name its shared index");
    }
    GitId shared = GitId.of(bytes, in.position());
    ByteBuffer bitmaps = in.slice(in.position() + HASH, size - HASH);
    return shared.equals(NOTHING) ? null : new IndexFile.Link(shared, bitmaps);
  }

  private static RepositoryException damaged(String how) {
    return new RepositoryException(
        "The index is damaged: " + how + ". Rebuild it, for example with git reset.");
  }
}
