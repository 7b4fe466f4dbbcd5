/** Files that are written as a whole. */
@NullMarked
package dev.loopgen.core.internal.files;

import org.jspecify.annotations.NullMarked;
