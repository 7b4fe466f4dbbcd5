/** The commands {@code audit verify}, {@code audit log} and {@code audit check}. */
@NullMarked
package dev.loopgen.cli.audit;

import org.jspecify.annotations.NullMarked;
