/** The gate: decides whether a repository's tree has the evidence that a policy requires. */
@NullMarked
package dev.loopgen.api.gate;

import org.jspecify.annotations.NullMarked;
