/** Finds the files that decide what a command does, without running anything. */
@NullMarked
package dev.loopgen.core.internal.command;

import org.jspecify.annotations.NullMarked;
