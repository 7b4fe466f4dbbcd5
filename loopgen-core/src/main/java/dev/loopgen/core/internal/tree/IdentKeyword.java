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

  private IdentKeyword() {}

  /** Returns the blob whose checkout is exactly these bytes; empty if there is none. */
  static Optional<GitId> blob(byte[] file, ContentHasher hasher) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String stored = EXPANDED.matcher(text).replaceAll(Matcher.quoteReplacement(KEYWORD));
    GitId blob = hasher.blob(stored.getBytes(StandardCharsets.ISO_8859_1));
    String expanded = stored.replace(KEYWORD, "$Id: " + blob.hex() + " $");
    return expanded.equals(text) ? Optional.of(blob) : Optional.empty();
  }
}
