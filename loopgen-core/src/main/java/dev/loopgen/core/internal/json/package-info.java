/** Recognises incomplete JSON. */
@NullMarked
package dev.loopgen.core.internal.json;

import org.jspecify.annotations.NullMarked;
