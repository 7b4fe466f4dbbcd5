/** Isolation of commands from the machine and from the files that judge them. */
@NullMarked
package dev.loopgen.api.isolation;

import org.jspecify.annotations.NullMarked;
