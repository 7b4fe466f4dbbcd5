/** The {@code loopgen} command. */
@NullMarked
package dev.loopgen.cli;

import org.jspecify.annotations.NullMarked;
