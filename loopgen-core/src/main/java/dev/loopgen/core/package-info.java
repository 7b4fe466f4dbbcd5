/** Where to start: {@link dev.loopgen.core.Loopgen} builds runners and gates for a project. */
@NullMarked
package dev.loopgen.core;

import org.jspecify.annotations.NullMarked;
