/** The main job of loopgen on a small repository that it makes itself. */
@NullMarked
package dev.loopgen.quickstart;

import org.jspecify.annotations.NullMarked;
