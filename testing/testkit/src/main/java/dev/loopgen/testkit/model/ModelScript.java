package dev.loopgen.testkit.model;

import dev.loopgen.api.model.ModelRequest;
import java.util.List;

/**
 * Decides what a scripted model replies. May be called from several threads if the model is asked
 * from several.
 */
@FunctionalInterface
public interface ModelScript {

  /**
   * Replies to a request.
   *
   * @param request the request as the model receives it
   * @return the reply
   */
  ScriptedReply reply(ModelRequest request);

  /**
   * Creates a script that gives one reply after the other. A request beyond the last one is an
   * error.
   *
   * @param replies the replies
   * @return the script
   */
  static ModelScript inOrder(ScriptedReply... replies) {
    ReplyQueue queue = new ReplyQueue();
    List.of(replies).forEach(queue::then);
    return queue;
  }

  /**
   * Creates a script that gives the same reply again and again.
   *
   * @param reply the reply
   * @return the script
   */
  static ModelScript always(ScriptedReply reply) {
    return request -> reply;
  }
}
