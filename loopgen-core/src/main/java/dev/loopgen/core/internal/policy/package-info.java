/** Reads the policy of a repository from its file. */
@NullMarked
package dev.loopgen.core.internal.policy;

import org.jspecify.annotations.NullMarked;
