/** Safe file access: reads without following links, atomic replacement and locks. */
@NullMarked
package dev.loopgen.core.internal.files;

import org.jspecify.annotations.NullMarked;
