/** Verifies lines that have the shape of earlier ones without building a JSON tree. */
@NullMarked
package dev.loopgen.core.internal.ledger.verify.template;

import org.jspecify.annotations.NullMarked;
