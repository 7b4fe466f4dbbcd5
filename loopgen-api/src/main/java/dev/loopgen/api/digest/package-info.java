/** Digests of bytes. */
@NullMarked
package dev.loopgen.api.digest;

import org.jspecify.annotations.NullMarked;
