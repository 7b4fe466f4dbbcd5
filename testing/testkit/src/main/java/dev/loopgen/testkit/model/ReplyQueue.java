package dev.loopgen.testkit.model;

import dev.loopgen.api.model.ModelRequest;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A script that replies what was added to it, in order. A request beyond the last reply is an
 * error. Thread-safe.
 */
public final class ReplyQueue implements ModelScript {

  private final Queue<ScriptedReply> replies = new ArrayDeque<>();
  private int given;

  /** Creates a script without replies. */
  public ReplyQueue() {}

  /**
   * Adds a reply.
   *
   * @param text what the model says
   * @return this script
   */
  public ReplyQueue then(String text) {
    return then(ScriptedReply.of(text));
  }

  /**
   * Adds a reply.
   *
   * @param reply the reply
   * @return this script
   */
  public synchronized ReplyQueue then(ScriptedReply reply) {
    replies.add(reply);
    return this;
  }

  /**
   * Returns how many replies were not asked for.
   *
   * @return their number
   */
  public synchronized int remaining() {
    return replies.size();
  }

  @Override
  public synchronized ScriptedReply reply(ModelRequest request) {
    ScriptedReply next = replies.poll();
    if (next == null) {
      throw new AssertionError(
          "The script has no reply to request " + (given + 1) + ". Add one with then(...).");
    }
    given++;
    return next;
  }
}
