/** Whether a driven run gets anywhere: told from facts, never from the model's words. */
@NullMarked
package dev.loopgen.core.internal.driven.progress;

import org.jspecify.annotations.NullMarked;
