/** Reads loop specs from YAML and JSON files. */
@NullMarked
package dev.loopgen.core.internal.spec;

import org.jspecify.annotations.NullMarked;
