/** One run of a loop over a change, from request to result. */
@NullMarked
package dev.loopgen.api.run;

import org.jspecify.annotations.NullMarked;
