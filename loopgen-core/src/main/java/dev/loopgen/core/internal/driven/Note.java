package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;

/**
 * What the model is told about one of its actions.
 *
 * @param outcome what became of it
 * @param text the answer, output or explanation, redacted; possibly empty
 */
public record Note(ActionOutcome outcome, String text) {}
