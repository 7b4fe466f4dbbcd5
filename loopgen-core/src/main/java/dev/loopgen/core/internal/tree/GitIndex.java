package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The staging area as its file says (gitformat-index, versions 2 to 4).
 *
 * @param entries the entries in order, all stages
 * @param modifiedNanos when the file was written, in nanoseconds since the epoch
 */
record GitIndex(List<Entry> entries, long modifiedNanos) {

  private static final int HASH = GitId.LENGTH;
  private static final int HEADER = 12;
  private static final int STAT_AND_ID = 62;
  private static final int SKIP_WORKTREE = 0x4000;
  private static final int INTENT_TO_ADD = 0x2000;
  private static final int EXTENDED = 0x4000;
  private static final int MAX_ENTRIES = 10_000_000;

  /**
   * One entry.
   *
   * @param path the path
   * @param mode the kind of file
   * @param id the blob, or the commit of a submodule
   * @param stage 0, or 1 to 3 for the sides of a conflict
   * @param skipWorktree whether a sparse checkout leaves the file out
   * @param intentToAdd whether the path is only announced
   * @param stat what the file system said when the entry was refreshed
   */
  record Entry(
      RepoPath path,
      FileMode mode,
      GitId id,
      int stage,
      boolean skipWorktree,
      boolean intentToAdd,
      Stat stat) {}

  /** The stat data of an entry; size and inode keep their low 32 bits only. */
  record Stat(long changedNanos, long modifiedNanos, int inode, int size) {}

  /**
   * Reads an index file.
   *
   * @return the index; empty where there is no file
   * @throws RepositoryException if the file is damaged or of a kind that is not supported
   */
  static GitIndex read(Path file) {
    try {
      long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      return new GitIndex(new Parser(Files.readAllBytes(file)).parse(), modified);
    } catch (NoSuchFileException none) {
      return new GitIndex(List.of(), 0);
    } catch (IOException e) {
      throw new RepositoryException(
          "The index " + file + " cannot be read: " + e.getMessage() + ".", e);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged("it ends early or holds an entry that git would not write");
    }
  }

  private static RepositoryException damaged(String how) {
    return new RepositoryException(
        "The index is damaged: " + how + ". Rebuild it, for example with git reset.");
  }

  private static final class Parser {

    private final byte[] bytes;
    private final ByteBuffer in;

    Parser(byte[] bytes) {
      this.bytes = bytes;
      this.in = ByteBuffer.wrap(bytes);
    }

    List<Entry> parse() {
      if (bytes.length < HEADER + HASH || in.getInt() != 0x44495243) {
        throw damaged("it is no index file");
      }
      checkHash();
      int version = in.getInt();
      int count = in.getInt();
      if (version < 2 || version > 4 || count < 0 || count > MAX_ENTRIES) {
        throw damaged("its version " + version + " or its size is not known");
      }
      List<Entry> entries = new ArrayList<>(count);
      byte[] previous = new byte[0];
      for (int i = 0; i < count; i++) {
        int start = in.position();
        in.position(start + STAT_AND_ID - 2);
        int flags = in.getShort() & 0xffff;
        boolean extended = version >= 3 && (flags & EXTENDED) != 0;
        int more = extended ? in.getShort() & 0xffff : 0;
        byte[] path = version == 4 ? compressed(previous) : padded(start);
        entries.add(entry(start, flags, more, path));
        previous = path;
      }
      checkExtensions();
      return entries;
    }

    private Entry entry(int start, int flags, int more, byte[] path) {
      Stat stat =
          new Stat(nanos(start), nanos(start + 8), in.getInt(start + 20), in.getInt(start + 36));
      return new Entry(
          RepoPath.of(path),
          FileMode.ofBits(in.getInt(start + 24)),
          GitId.of(bytes, start + 40),
          flags >> 12 & 3,
          (more & SKIP_WORKTREE) != 0,
          (more & INTENT_TO_ADD) != 0,
          stat);
    }

    private long nanos(int at) {
      return (in.getInt(at) & 0xffffffffL) * 1_000_000_000L + in.getInt(at + 4);
    }

    private byte[] padded(int start) {
      int from = in.position();
      int to = endOfName(from);
      int length = to - start;
      in.position(start + (length + 8 & ~7));
      return Arrays.copyOfRange(bytes, from, to);
    }

    private byte[] compressed(byte[] previous) {
      int b = in.get() & 0xff;
      int strip = b & 0x7f;
      while ((b & 0x80) != 0) {
        b = in.get() & 0xff;
        strip = (strip + 1 << 7) + (b & 0x7f);
      }
      int from = in.position();
      int to = endOfName(from);
      in.position(to + 1);
      int kept = previous.length - strip;
      byte[] path = Arrays.copyOf(previous, kept + to - from);
      System.arraycopy(bytes, from, path, kept, to - from);
      return path;
    }

    private int endOfName(int from) {
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

    private void checkHash() {
      byte[] expected = Arrays.copyOfRange(bytes, bytes.length - HASH, bytes.length);
      if (Arrays.equals(expected, new byte[HASH])) {
        return;
      }
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(bytes, 0, bytes.length - HASH);
        if (!Arrays.equals(digest.digest(), expected)) {
          throw damaged("its checksum does not fit");
        }
      } catch (NoSuchAlgorithmException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }
  }
}
