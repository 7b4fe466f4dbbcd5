/** What a repository demands of a change: the loop, its commands, limits and forbidden paths. */
@NullMarked
package dev.loopgen.api.spec;

import org.jspecify.annotations.NullMarked;
