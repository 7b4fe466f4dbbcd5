/** Coding agents that make a change in a process of their own, and what they may ask for. */
@NullMarked
package dev.loopgen.api.agent;

import org.jspecify.annotations.NullMarked;
