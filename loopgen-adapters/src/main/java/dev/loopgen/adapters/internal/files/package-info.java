/** Reads and writes files of a project without following links. */
@NullMarked
package dev.loopgen.adapters.internal.files;

import org.jspecify.annotations.NullMarked;
