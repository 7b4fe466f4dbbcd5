/**
 * Answers for the hooks of coding agents: an early warning before a tool is used, and a verdict
 * where the agent wants to stop. A hook holds as long as the agent runs it; the gate decides.
 */
@NullMarked
package dev.loopgen.adapters.hooks;

import org.jspecify.annotations.NullMarked;
