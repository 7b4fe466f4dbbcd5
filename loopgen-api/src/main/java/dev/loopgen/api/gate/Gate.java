package dev.loopgen.api.gate;

/**
 * Decides whether a repository's tree has the evidence that a policy requires.
 *
 * <p>Takes from the ledger only what requires execution; recomputes changes, forbidden paths and
 * the spec's digest. Thread-safe; blocks while it reads; writes nothing.
 */
public interface Gate {

  /**
   * Decides about the current tree.
   *
   * @return the decision with all its reasons
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read or the base does
   *     not resolve
   * @throws dev.loopgen.api.SpecException if the spec of the base is missing or invalid
   * @throws InterruptedException if the thread is interrupted
   */
  GateDecision decide() throws InterruptedException;
}
