/** Runs a loop's commands and says what they said. */
@NullMarked
package dev.loopgen.api.verify;

import org.jspecify.annotations.NullMarked;
