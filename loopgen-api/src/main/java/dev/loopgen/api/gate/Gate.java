package dev.loopgen.api.gate;

/**
 * Decides whether the tree that stands in a repository has the evidence that a policy asks for.
 *
 * <p>Takes from the ledger only what needs execution; changes, forbidden paths and the spec's
 * digest are worked out anew. Thread-safe; blocks while it reads; writes nothing.
 */
public interface Gate {

  /**
   * Decides.
   *
   * @return the decision with all its reasons
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read or the base does
   *     not resolve
   * @throws dev.loopgen.api.SpecException if the spec of the base is missing or not valid
   * @throws InterruptedException if the thread is interrupted
   */
  GateDecision decide() throws InterruptedException;
}
