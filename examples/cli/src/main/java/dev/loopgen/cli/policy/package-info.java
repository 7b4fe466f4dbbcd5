/** The commands {@code loopgen policy}. */
@NullMarked
package dev.loopgen.cli.policy;

import org.jspecify.annotations.NullMarked;
