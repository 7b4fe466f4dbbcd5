/** The servers' protocols: requests and replies as JSON. */
@NullMarked
package dev.loopgen.adapters.internal.protocol;

import org.jspecify.annotations.NullMarked;
