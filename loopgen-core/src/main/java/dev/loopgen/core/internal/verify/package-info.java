/** Runs commands through the platform's shell and keeps what they said. */
@NullMarked
package dev.loopgen.core.internal.verify;

import org.jspecify.annotations.NullMarked;
