/** The commands {@code loopgen witness}. */
@NullMarked
package dev.loopgen.cli.witness;

import org.jspecify.annotations.NullMarked;
