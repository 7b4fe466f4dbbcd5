/**
 * Exports: trees composed from git objects, checked out into private directories, and the overlay
 * that commands see in place of the work tree.
 */
@NullMarked
package dev.loopgen.core.internal.export;

import org.jspecify.annotations.NullMarked;
