/** Takes snapshots of what is on disk, as git would store it. */
@NullMarked
package dev.loopgen.core.internal.tree;

import org.jspecify.annotations.NullMarked;
