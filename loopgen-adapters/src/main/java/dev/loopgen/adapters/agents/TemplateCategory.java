package dev.loopgen.adapters.agents;

import java.util.Locale;

/** What a template is about. */
public enum TemplateCategory {
  /** Repairs, and keeps what is there in order. */
  MAINTENANCE,
  /** Prepares and secures releases. */
  DELIVERY,
  /** Finds and removes weaknesses. */
  QUALITY,
  /** Writes down what people know. */
  KNOWLEDGE,
  /** Brings people of several trades together. */
  CROSS_FUNCTIONAL;

  /**
   * Returns the category's name in files and machine output.
   *
   * @return lower-case words, joined by hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
