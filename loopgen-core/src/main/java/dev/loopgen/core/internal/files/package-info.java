/** Files that are written as a whole, and names that are bytes. */
@NullMarked
package dev.loopgen.core.internal.files;

import org.jspecify.annotations.NullMarked;
