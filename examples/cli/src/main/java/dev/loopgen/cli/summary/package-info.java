/** The commands {@code audit summary} and {@code audit aggregate}. */
@NullMarked
package dev.loopgen.cli.summary;

import org.jspecify.annotations.NullMarked;
