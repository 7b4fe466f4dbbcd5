/** Decides whether the tree in a repository has the evidence that its policy requires. */
@NullMarked
package dev.loopgen.core.internal.gate;

import org.jspecify.annotations.NullMarked;
