/** What an edit or a write makes of a file's text: pure functions that never guess. */
@NullMarked
package dev.loopgen.core.internal.driven.edit;

import org.jspecify.annotations.NullMarked;
