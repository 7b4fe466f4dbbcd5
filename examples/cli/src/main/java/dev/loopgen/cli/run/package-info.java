/** The command {@code loopgen run}. */
@NullMarked
package dev.loopgen.cli.run;

import org.jspecify.annotations.NullMarked;
