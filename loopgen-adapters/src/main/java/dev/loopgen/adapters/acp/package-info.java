/** Coding agents that speak the Agent Client Protocol. */
@NullMarked
package dev.loopgen.adapters.acp;

import org.jspecify.annotations.NullMarked;
