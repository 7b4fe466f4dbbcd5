/** Prints, signs and verifies decisions of the gate. */
@NullMarked
package dev.loopgen.cli.decision;

import org.jspecify.annotations.NullMarked;
