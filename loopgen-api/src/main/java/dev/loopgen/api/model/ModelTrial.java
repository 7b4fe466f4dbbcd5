package dev.loopgen.api.model;

import java.util.Objects;

/**
 * Something that a model and its server were asked to do, and whether they did.
 *
 * @param subject what was tried
 * @param worked whether it worked
 * @param detail what was seen, a clause for people; may quote the server
 */
public record ModelTrial(Subject subject, boolean worked, String detail) {

  /** Checks that the parts are present. */
  public ModelTrial {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(detail);
  }

  /** What can be tried. */
  public enum Subject {
    /** The model acts in blocks of text. */
    BLOCKS("blocks"),
    /** The model edits a file by a passage that it copies exactly. */
    EDIT("edit"),
    /** The model acts by the server's own tool calls. */
    TOOLS("tools"),
    /** The model acts in one JSON object. */
    JSON("json"),
    /** The server holds a reply to a schema. */
    SCHEMA("schema"),
    /** The whole context reaches the model. */
    CONTEXT("context"),
    /** The model does not think when it is told not to. */
    THINKING_OFF("thinking-off");

    private final String id;

    Subject(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the subject in files and reports.
     *
     * @return lower-case words, joined by hyphens
     */
    public String id() {
      return id;
    }
  }
}
