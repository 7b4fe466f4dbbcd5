package dev.loopgen.api.model;

import java.time.Instant;
import java.util.Set;

/**
 * A connection to one language model on one server. It speaks; it never acts.
 *
 * <p>Implementers owe: a call returns or throws at the deadline at the latest, even if the server
 * sends nothing or a byte at a time; an interrupt ends the call promptly and leaves no thread
 * behind; a reply that is incomplete or unreadable is an exception, never a shorter reply; thinking
 * never becomes text; no key appears in a message, in {@code toString()} or in a log. The contract
 * test in the testkit checks this. Thread-safe.
 */
public interface ModelAdapter {

  /**
   * Returns what is asked, without asking it. Does not block.
   *
   * @return the adapter, the model and the address, free of secrets
   */
  ModelIdentity identity();

  /**
   * Returns the environment variables that hold secrets of this connection, such as the key. The
   * commands of a run that the model drives do not get them, and their values are removed from
   * output and from what is recorded. Default: none.
   *
   * @return the names of the variables
   */
  default Set<String> secretVariables() {
    return Set.of();
  }

  /**
   * Asks the server about itself and the model. Blocks; sends no prompt.
   *
   * @param deadline when to give up
   * @return what the server claims; a part it does not tell is absent
   * @throws dev.loopgen.api.ModelException if the server does not answer, or answers something
   *     unreadable
   * @throws InterruptedException if the thread is interrupted
   */
  ModelDescription describe(Instant deadline) throws InterruptedException;

  /**
   * Sends a request and waits for the complete reply. Blocks.
   *
   * <p>A request may be sent again only as long as no byte of an answer to it has arrived.
   *
   * @param request the request
   * @param listener receives the reply as it arrives, in the calling thread or another, one call at
   *     a time; its exceptions are logged and change nothing
   * @param deadline when to give up
   * @return the reply; its text may be empty
   * @throws dev.loopgen.api.ModelException if there is no complete, readable reply
   * @throws InterruptedException if the thread is interrupted
   */
  ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline)
      throws InterruptedException;
}
