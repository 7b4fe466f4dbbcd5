/**
 * AssertJ assertions for runs, entries, ledgers, gate decisions and attestations. Start at {@link
 * dev.loopgen.testkit.assertion.LoopgenAssertions}.
 */
@NullMarked
package dev.loopgen.testkit.assertion;

import org.jspecify.annotations.NullMarked;
