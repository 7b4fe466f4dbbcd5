/**
 * Checks that the author of a change does not know. Nothing about them but one verdict leaves this
 * package: no path, no text, no output, no number.
 */
@NullMarked
package dev.loopgen.core.internal.tests.hidden;

import org.jspecify.annotations.NullMarked;
