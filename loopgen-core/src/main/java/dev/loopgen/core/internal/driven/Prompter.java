package dev.loopgen.core.internal.driven;

/** Writes the next request from what the run knows. */
@FunctionalInterface
interface Prompter {

  Prompt next(TurnFacts facts);
}
