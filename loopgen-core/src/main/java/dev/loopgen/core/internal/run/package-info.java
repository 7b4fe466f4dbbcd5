/**
 * One run of a loop, from request to ledger entry. {@link
 * dev.loopgen.core.internal.run.RunPipeline} calls the steps in order. Each returns a value for the
 * next: {@code Preparation} a {@code PreparedRun}, {@code Judge} a {@code Judgement}, {@code
 * Recorder} a {@code RecordedJudgement}, {@code Publisher} the result.
 */
@NullMarked
package dev.loopgen.core.internal.run;

import org.jspecify.annotations.NullMarked;
