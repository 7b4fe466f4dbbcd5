/** The loop: what a repository requires of a change, with commands, limits and forbidden paths. */
@NullMarked
package dev.loopgen.api.spec;

import org.jspecify.annotations.NullMarked;
