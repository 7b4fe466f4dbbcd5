/** JSON values, the strict reader and the canonical writer. */
@NullMarked
package dev.loopgen.api.json;

import org.jspecify.annotations.NullMarked;
