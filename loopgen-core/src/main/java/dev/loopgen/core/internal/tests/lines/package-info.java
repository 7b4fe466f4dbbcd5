/** The lines that a change adds or edits, in reports of coverage and of mutation testing. */
@NullMarked
package dev.loopgen.core.internal.tests.lines;

import org.jspecify.annotations.NullMarked;
