/** Decides whether the tree that stands in a repository has the evidence it needs. */
@NullMarked
package dev.loopgen.core.internal.gate;

import org.jspecify.annotations.NullMarked;
