package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a path that a model wrote, as text alone. */
final class PathSyntax {

  /** The limit of a name on common file systems, in bytes. */
  private static final int MAX_NAME = 255;

  private static final int MAX_PATH = 1024;
  private static final int MAX_NAMES = 64;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  /** Names of devices on Windows, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])"
              + " *([.:].*)?",
          Pattern.DOTALL);

  /** Short names of Windows, which stand for another name. */
  private static final Pattern SHORT = Pattern.compile("[^.]{1,7}~[0-9]{1,6}(\\.[^.]{0,3})?");

  private PathSyntax() {}

  /**
   * Splits a path into its names.
   *
   * @param path a path relative to the project, separated by {@code /}
   * @throws BlockedException if it may lead out of the project, or means something else on another
   *     platform
   */
  static List<String> names(String path) throws BlockedException {
    String relative = path.startsWith("./") ? path.substring(2) : path;
    if (relative.isBlank() || !StandardCharsets.UTF_8.newEncoder().canEncode(relative)) {
      throw new BlockedException(BlockReason.INVALID_PATH);
    }
    if (relative.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new BlockedException(BlockReason.INVALID_PATH, "it holds a control character");
    }
    if (relative.startsWith("/")
        || relative.startsWith("\\")
        || relative.startsWith("~")
        || DRIVE.matcher(relative).matches()) {
      throw new BlockedException(BlockReason.PATH_ESCAPE, "it is not relative to the project");
    }
    List<String> names = List.of(relative.split("/", -1));
    if (names.contains("..") || List.of(relative.split("[/\\\\]", -1)).contains("..")) {
      throw new BlockedException(BlockReason.PATH_ESCAPE);
    }
    if (names.size() > MAX_NAMES || bytes(relative) > MAX_PATH) {
      throw new BlockedException(BlockReason.PATH_TOO_LONG);
    }
    for (String name : names) {
      check(name);
    }
    return names;
  }

  private static void check(String name) throws BlockedException {
    if (name.isEmpty() || name.equals(".")) {
      throw new BlockedException(BlockReason.INVALID_PATH, "one of its names is empty or a dot");
    }
    if (bytes(name) > MAX_NAME) {
      throw new BlockedException(BlockReason.PATH_TOO_LONG);
    }
    String folded = NameFolding.fold(name);
    boolean unportable =
        name.chars().anyMatch(c -> "\\:*?\"<>|".indexOf(c) >= 0)
            || name.endsWith(".")
            || name.endsWith(" ")
            || name.startsWith(" ")
            || DEVICE.matcher(folded).matches()
            || SHORT.matcher(folded).matches();
    if (unportable) {
      throw new BlockedException(BlockReason.UNPORTABLE_NAME, name);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
