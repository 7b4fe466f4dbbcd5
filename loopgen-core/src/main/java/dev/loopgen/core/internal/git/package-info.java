/**
 * Reads a git repository's objects, refs and settings without running anything and without writing.
 *
 * <p>JGit's object model is used on top of an object reader of our own, because JGit's file
 * repository starts processes, reads the user's settings and probes the file system.
 */
@NullMarked
package dev.loopgen.core.internal.git;

import org.jspecify.annotations.NullMarked;
