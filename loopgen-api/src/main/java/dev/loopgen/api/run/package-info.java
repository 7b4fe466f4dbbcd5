/** Running a loop on a change: request, runner, listener and result. */
@NullMarked
package dev.loopgen.api.run;

import org.jspecify.annotations.NullMarked;
