/** One entry by itself: the members it must have and the rules that hold between them. */
@NullMarked
package dev.loopgen.core.internal.ledger.entry;

import org.jspecify.annotations.NullMarked;
