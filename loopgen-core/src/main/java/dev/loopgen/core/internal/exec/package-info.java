/** Runs a loop's commands in the platform's shell, with bounded and redacted output. */
@NullMarked
package dev.loopgen.core.internal.exec;

import org.jspecify.annotations.NullMarked;
