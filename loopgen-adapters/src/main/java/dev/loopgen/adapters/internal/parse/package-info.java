/** Reads TOML and XML into plain values. */
@NullMarked
package dev.loopgen.adapters.internal.parse;

import org.jspecify.annotations.NullMarked;
