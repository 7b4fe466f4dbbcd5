/** The events that a run and a gate leave in a flight recording of the JDK. */
@NullMarked
package dev.loopgen.core.internal.flight;

import org.jspecify.annotations.NullMarked;
