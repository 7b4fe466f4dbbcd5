/** Writes files durably. For the other modules; not part of the API. */
@NullMarked
package dev.loopgen.api.internal.files;

import org.jspecify.annotations.NullMarked;
