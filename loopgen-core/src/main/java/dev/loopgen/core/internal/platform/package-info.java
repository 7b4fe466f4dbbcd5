/** Reads what CI platforms say about the change that they run for. */
@NullMarked
package dev.loopgen.core.internal.platform;

import org.jspecify.annotations.NullMarked;
