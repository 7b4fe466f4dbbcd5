package dev.loopgen.core.internal.driven.action;

/**
 * One passage of an edit. A search that ends with a line break names whole lines; any other names
 * characters within them.
 *
 * @param search the passage to find, not empty
 * @param replacement what takes its place, possibly empty
 */
public record Replacement(String search, String replacement) {

  public Replacement {
    if (search.isEmpty()) {
      throw new IllegalArgumentException("the text to find is empty");
    }
    EncodableText.require(replacement, "replacement");
  }
}
