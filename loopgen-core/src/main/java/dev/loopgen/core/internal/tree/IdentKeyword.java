package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keyword that git expands to the id of the blob ({@code ident}). */
final class IdentKeyword {

  private static final Pattern EXPANDED = Pattern.compile("\\$Id: [0-9a-f]{40} \\$");
  private static final String KEYWORD = "$Id$";

  /** A keyword as git finds it at checkout: plain, or with one word that is left over. */
  private static final Pattern FOUND = Pattern.compile("\\$Id(:([^$\n][^ $\n]* ?)?)?\\$");

  private IdentKeyword() {}

  /** Returns the bytes that git checks out for a blob. */
  static byte[] checkedOut(GitId id, byte[] blob) {
    String text = new String(blob, StandardCharsets.ISO_8859_1);
    String keyword = "$Id: " + id.hex() + " $";
    return FOUND
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(keyword))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the blob whose checkout is exactly these bytes; empty if there is none. */
  static Optional<GitId> blob(byte[] file, ContentHasher hasher) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String stored = EXPANDED.matcher(text).replaceAll(Matcher.quoteReplacement(KEYWORD));
    GitId blob = hasher.blob(stored.getBytes(StandardCharsets.ISO_8859_1));
    String expanded = stored.replace(KEYWORD, "$Id: " + blob.hex() + " $");
    return expanded.equals(text) ? Optional.of(blob) : Optional.empty();
  }
}
