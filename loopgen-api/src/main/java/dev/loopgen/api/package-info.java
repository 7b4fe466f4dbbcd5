/**
 * The exceptions shared by every part of the loopgen API.
 *
 * <p>Most users need only these six types: {@link dev.loopgen.api.run.RunRequest} asks for a run,
 * {@link dev.loopgen.api.run.LoopRunner} runs it, {@link dev.loopgen.api.run.RunResult} is its
 * verdict and {@link dev.loopgen.api.run.Failure} each reason against a pass; {@link
 * dev.loopgen.api.gate.Gate} decides whether a tree may be merged and {@link
 * dev.loopgen.api.gate.GateDecision} is what it decided.
 *
 * <p>The parts: {@code spec} (the loops), {@code tree} (what is on disk), {@code verify} (what the
 * commands said), {@code ledger} (the recorded runs), {@code run} (one run of a loop), {@code
 * attest} (who vouches for a run), {@code gate} (the decision), {@code governance} (the figures of
 * many runs), {@code merkle}, {@code digest} and {@code json} (what all of them are made of).
 */
@NullMarked
package dev.loopgen.api;

import org.jspecify.annotations.NullMarked;
