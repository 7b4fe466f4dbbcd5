/** Makes untrusted text safe to display. For the other modules; not part of the API. */
@NullMarked
package dev.loopgen.api.internal.text;

import org.jspecify.annotations.NullMarked;
