/**
 * Work trees in git's terms: paths, patterns, snapshots and the differences between them.
 *
 * <p>Only a {@link dev.loopgen.api.tree.ChangeDetector} reads a repository.
 */
@NullMarked
package dev.loopgen.api.tree;

import org.jspecify.annotations.NullMarked;
