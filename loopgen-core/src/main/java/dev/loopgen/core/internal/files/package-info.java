/** Files beside a project, read without following links and replaced as a whole. */
@NullMarked
package dev.loopgen.core.internal.files;

import org.jspecify.annotations.NullMarked;
