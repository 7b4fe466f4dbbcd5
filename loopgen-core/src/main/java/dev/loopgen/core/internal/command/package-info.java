/** Finds the files that a command takes its meaning from, without running anything. */
@NullMarked
package dev.loopgen.core.internal.command;

import org.jspecify.annotations.NullMarked;
