/** One request over HTTP, bounded in time and size. */
@NullMarked
package dev.loopgen.adapters.internal.http;

import org.jspecify.annotations.NullMarked;
