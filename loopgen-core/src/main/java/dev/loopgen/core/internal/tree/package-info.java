/** Takes snapshots of the work tree as git would store it. */
@NullMarked
package dev.loopgen.core.internal.tree;

import org.jspecify.annotations.NullMarked;
