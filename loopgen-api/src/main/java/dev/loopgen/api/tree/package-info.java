/**
 * What is on disk, as git would name it: paths, snapshots of a work tree, and how two of them
 * differ.
 *
 * <p>Nothing here looks at a repository; a {@link dev.loopgen.api.tree.ChangeDetector} does.
 */
@NullMarked
package dev.loopgen.api.tree;

import org.jspecify.annotations.NullMarked;
