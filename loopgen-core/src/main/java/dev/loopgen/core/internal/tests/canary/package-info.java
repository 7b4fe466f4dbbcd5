/**
 * Tests that must fail: one small adapter for each test runner writes them. A run that reports them
 * as anything but failed does not decide by itself what it reports.
 */
@NullMarked
package dev.loopgen.core.internal.tests.canary;

import org.jspecify.annotations.NullMarked;
