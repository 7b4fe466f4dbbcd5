package dev.loopgen.core.internal.driven.action;

/** The form in which a reply's actions were written. One reply is read in one form only. */
public enum ReplyForm {

  /** Native tool calls. */
  TOOLS("tools"),

  /** Blocks with the request's nonce. */
  BLOCKS("blocks"),

  /** One JSON object with {@code actions}, or one action. */
  JSON("json"),

  /** One tool call, or a list of them, as bare JSON. */
  JSON_TOOL_CALL("json-tool-call"),

  /** A patch from {@code *** Begin Patch} to {@code *** End Patch}. */
  PATCH("patch"),

  /** Tool calls printed between tags. */
  TAGGED_TOOL_CALL("tagged-tool-call"),

  /** No form: the reply contains no action. */
  NONE("none");

  private final String id;

  ReplyForm(String id) {
    this.id = id;
  }

  /** Returns the name under which the form is recorded. */
  public String id() {
    return id;
  }
}
