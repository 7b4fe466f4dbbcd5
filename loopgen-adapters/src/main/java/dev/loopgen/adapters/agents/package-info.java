/**
 * Loop specs and instruction files for coding agents, generated from templates; {@link
 * dev.loopgen.adapters.agents.Generator} is where to start.
 */
@NullMarked
package dev.loopgen.adapters.agents;

import org.jspecify.annotations.NullMarked;
