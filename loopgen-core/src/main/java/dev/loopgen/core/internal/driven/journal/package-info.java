/** The journals of driven runs: what was asked, planned and changed, durable and hash-chained. */
@NullMarked
package dev.loopgen.core.internal.driven.journal;

import org.jspecify.annotations.NullMarked;
