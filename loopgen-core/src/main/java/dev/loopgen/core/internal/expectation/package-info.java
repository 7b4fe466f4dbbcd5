/** What a change is judged by: its base and the spec that counts. */
@NullMarked
package dev.loopgen.core.internal.expectation;

import org.jspecify.annotations.NullMarked;
