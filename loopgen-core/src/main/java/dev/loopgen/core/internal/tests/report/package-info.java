/** Reads the reports of test runners, and compares the tests in them. */
@NullMarked
package dev.loopgen.core.internal.tests.report;

import org.jspecify.annotations.NullMarked;
