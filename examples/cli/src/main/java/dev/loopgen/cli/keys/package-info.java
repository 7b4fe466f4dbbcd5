/** The commands {@code loopgen keys}. */
@NullMarked
package dev.loopgen.cli.keys;

import org.jspecify.annotations.NullMarked;
