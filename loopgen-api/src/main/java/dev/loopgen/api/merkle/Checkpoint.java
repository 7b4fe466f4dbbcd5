package dev.loopgen.api.merkle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A log's name, size and root hash at one moment, in the format of a C2SP tlog-checkpoint.
 *
 * <p>This is only the unsigned body, so it proves nothing by itself: to trust it, verify the signed
 * note around it.
 *
 * @param origin the name of the log; an arbitrary line of text
 * @param size the number of leaves
 * @param root the root of the Merkle tree of these leaves
 * @param extensions further lines that this format does not interpret, normally none
 */
public record Checkpoint(String origin, long size, Sha256 root, List<String> extensions) {

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]*");

  /**
   * Checks the parts and copies the lines.
   *
   * @throws IllegalArgumentException if the origin or an extension is empty or cannot be a line of
   *     a signed note (a control character, a lone surrogate), the size is negative, or a tree
   *     without leaves has another root than {@link MerkleTree#EMPTY_ROOT}
   */
  public Checkpoint {
    Objects.requireNonNull(root, "root");
    extensions = List.copyOf(extensions);
    requireLine("origin", origin);
    extensions.forEach(extension -> requireLine("extension line", extension));
    if (size < 0) {
      throw new IllegalArgumentException("a log cannot have " + size + " leaves");
    }
    if (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw new IllegalArgumentException("a log without leaves cannot have the root " + root);
    }
  }

  /**
   * Creates a checkpoint without extension lines.
   *
   * @param origin the name of the log
   * @param size the number of leaves
   * @param root the root of the Merkle tree of these leaves
   * @throws IllegalArgumentException as for the canonical constructor
   */
  public Checkpoint(String origin, long size, Sha256 root) {
    this(origin, size, root, List.of());
  }

  /**
   * Reads a checkpoint from the text of a note.
   *
   * <p>Each checkpoint has exactly one text: {@link #text()} returns what this method accepted.
   *
   * @param text a text in the format of {@link #text()}, including its last newline
   * @return the checkpoint
   * @throws AttestationException if the text is anything else
   */
  public static Checkpoint parse(String text) {
    if (!text.endsWith("\n")) {
      throw new AttestationException("The checkpoint does not end with a newline.");
    }
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < 3) {
      throw new AttestationException(
          "The checkpoint has fewer than the three lines origin, size and root.");
    }
    try {
      return new Checkpoint(
          lines.get(0),
          size(lines.get(1)),
          Sha256.ofBase64(lines.get(2)),
          lines.subList(3, lines.size()));
    } catch (IllegalArgumentException e) {
      throw new AttestationException("The checkpoint is not valid: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Returns the text to sign: origin, decimal size and base64 root, then the extensions, each a
   * line that ends with a newline.
   *
   * @return the text, ending with a newline
   */
  public String text() {
    StringBuilder text = new StringBuilder(origin).append('\n');
    text.append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(extension -> text.append(extension).append('\n'));
    return text.toString();
  }

  private static long size(String decimal) {
    if (!DECIMAL.matcher(decimal).matches()) {
      throw new IllegalArgumentException("the size is not a decimal number: " + decimal);
    }
    try {
      return Long.parseLong(decimal);
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException("the size is too large: " + decimal, tooLarge);
    }
  }

  private static void requireLine(String what, String line) {
    if (line.isEmpty()) {
      throw new IllegalArgumentException("the " + what + " of a checkpoint is empty");
    }
    if (line.chars().anyMatch(unit -> unit < ' ')
        || !StandardCharsets.UTF_8.newEncoder().canEncode(line)) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of a checkpoint has characters that a signed note cannot hold: "
              + line);
    }
  }
}
