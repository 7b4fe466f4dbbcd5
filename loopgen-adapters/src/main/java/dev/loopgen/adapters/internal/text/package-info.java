/** Writes YAML, TOML and differences of texts. */
@NullMarked
package dev.loopgen.adapters.internal.text;

import org.jspecify.annotations.NullMarked;
