/** Isolation of commands through bubblewrap, and its probes. */
@NullMarked
package dev.loopgen.core.internal.isolation;

import org.jspecify.annotations.NullMarked;
