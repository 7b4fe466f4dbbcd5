/** JSON values, the strict parser and the canonical writer. */
@NullMarked
package dev.loopgen.api.json;

import org.jspecify.annotations.NullMarked;
