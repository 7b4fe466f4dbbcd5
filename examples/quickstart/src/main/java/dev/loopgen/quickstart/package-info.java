/** Shows loopgen's main job on a small repository that it creates. */
@NullMarked
package dev.loopgen.quickstart;

import org.jspecify.annotations.NullMarked;
