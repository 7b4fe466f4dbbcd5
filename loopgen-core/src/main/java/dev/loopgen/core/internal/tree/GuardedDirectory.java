package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.DirectoryPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists directories in which only subdirectories, guarded files and links on the way to them count,
 * as an ignored one. On file systems that count subdirectories as hard links, it asks for the
 * attributes of no other name once all subdirectories are found. Thread-safe.
 */
final class GuardedDirectory {

  /** Those known to count each subdirectory as a link of its parent, beside the usual two. */
  private static final Set<String> COUNTING = Set.of("ext2", "ext3", "ext4", "xfs", "tmpfs");

  /**
   * Those of this machine's own kernel. With others, such as those of a network, a listing may fail
   * half way, and {@link java.io.File#list()} returns what it has without a word.
   */
  private static final Set<String> LOCAL =
      Set.of("ext2", "ext3", "ext4", "xfs", "tmpfs", "btrfs", "overlay", "zfs", "apfs");

  private static final int OWN_LINKS = 2;

  private final Map<Object, String> types = new ConcurrentHashMap<>();

  /**
   * What counts in one directory.
   *
   * @param children its subdirectories, guarded files and links on the way, in git's order
   * @param names the digest of all names in it
   */
  record Listing(List<DirectoryChild> children, long names) {}

  /**
   * Lists a directory by its names.
   *
   * @param patterns the patterns as they apply to it
   * @return what counts, or null if the names must be read as bytes, or one by one because reading
   *     them can fail
   */
  @Nullable Listing list(Path directory, DirectoryPatterns patterns) throws IOException {
    String[] names = isPlain(directory.toString()) ? directory.toFile().list() : null;
    if (names == null || !arePlain(names)) {
      return null;
    }
    int directories = subdirectories(directory);
    if (directories < 0) {
      return null;
    }
    if (directories > 0 && directories < names.length) {
      Arrays.sort(names, GuardedDirectory::compareLikelihood);
    }
    List<DirectoryChild> children = new ArrayList<>();
    long digest = 0;
    for (String name : names) {
      if (name.equals(".git")) {
        continue;
      }
      digest += mixed(name);
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      boolean counts = patterns.matches(bytes) || patterns.leadThrough(bytes);
      if (counts || directories > 0) {
        DirectoryChild child = child(directory, name);
        if (child != null && child.stat().directory()) {
          directories--;
          children.add(child);
        } else if (child != null && counts) {
          children.add(child);
        }
      }
    }
    children.sort(null);
    return new Listing(children, digest);
  }

  /** Returns the part of a name in the digest of all names, whose order has no meaning. */
  static long mixed(String name) {
    long mixed = name.hashCode() * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 29;
  }

  private static boolean arePlain(String[] names) {
    for (String name : names) {
      if (!isPlain(name)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether no decoding can have lost anything: what it cannot decode becomes {@code ?}. */
  private static boolean isPlain(String name) {
    return ContentHasher.isAscii(name) && name.indexOf('?') < 0;
  }

  /** Puts names without a dot first, which are more often those of directories. */
  private static int compareLikelihood(String one, String other) {
    return Boolean.compare(one.indexOf('.') > 0, other.indexOf('.') > 0);
  }

  /**
   * Returns how many subdirectories there are, or more if that is not known; a negative number
   * where a listing may be incomplete. Asked after the names were read, so that a directory that
   * came meanwhile counts.
   */
  private int subdirectories(Path directory) throws IOException {
    Map<String, Object> now = Files.readAttributes(directory, "unix:dev,nlink");
    Object device = Objects.requireNonNull(now.get("dev"));
    int links = (int) Objects.requireNonNull(now.get("nlink"));
    String type = types.get(device);
    if (type == null) {
      type = fileSystem(directory);
      types.put(device, type);
    }
    if (!LOCAL.contains(type)) {
      return -1;
    }
    return COUNTING.contains(type) && links >= OWN_LINKS ? links - OWN_LINKS : Integer.MAX_VALUE;
  }

  /** Returns nothing where the table of mounts cannot be read, as in some containers. */
  private static String fileSystem(Path directory) {
    try {
      return Files.getFileStore(directory).type();
    } catch (IOException unknown) {
      return "";
    }
  }

  private static @Nullable DirectoryChild child(Path directory, String name) throws IOException {
    Path last = directory.getFileSystem().getPath(name);
    try {
      return new DirectoryChild(directory, last, name, FileStat.of(directory.resolve(last), true));
    } catch (NoSuchFileException vanished) {
      return null;
    }
  }
}
