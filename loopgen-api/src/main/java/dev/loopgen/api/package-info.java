/**
 * The exceptions shared by every part of the loopgen API.
 *
 * <p>Most users need only these six types: {@link dev.loopgen.api.run.RunRequest} requests a run,
 * {@link dev.loopgen.api.run.LoopRunner} runs it, {@link dev.loopgen.api.run.RunResult} is its
 * verdict and {@link dev.loopgen.api.run.Failure} each reason that it did not pass; {@link
 * dev.loopgen.api.gate.Gate} decides whether a tree may be merged and {@link
 * dev.loopgen.api.gate.GateDecision} is its decision.
 *
 * <p>The packages: {@code spec} (loops), {@code tree} (files on disk), {@code verify} (running
 * commands), {@code ledger} (recorded runs), {@code run} (one run of a loop), {@code attest} (who
 * vouches for a run), {@code gate} (the decision), {@code governance} (figures about many runs),
 * {@code model} (language models), and the foundations {@code merkle}, {@code digest} and {@code
 * json}.
 */
@NullMarked
package dev.loopgen.api;

import org.jspecify.annotations.NullMarked;
