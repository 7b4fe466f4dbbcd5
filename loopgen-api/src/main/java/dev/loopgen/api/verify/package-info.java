/** Running a loop's commands. */
@NullMarked
package dev.loopgen.api.verify;

import org.jspecify.annotations.NullMarked;
