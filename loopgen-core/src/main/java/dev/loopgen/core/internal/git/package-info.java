/**
 * Reads a git repository's objects, refs and settings without starting processes or writing files.
 *
 * <p>Uses JGit's object model with an object reader of our own, because JGit's file repository
 * starts processes, reads the user's settings and probes the file system.
 */
@NullMarked
package dev.loopgen.core.internal.git;

import org.jspecify.annotations.NullMarked;
