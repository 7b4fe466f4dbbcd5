/**
 * The forms in which models write actions, and the one reader that takes them all. A reply is
 * untrusted text that may quote anything; see {@link
 * dev.loopgen.core.internal.driven.dialect.ReplyReader} for what counts.
 */
@NullMarked
package dev.loopgen.core.internal.driven.dialect;

import org.jspecify.annotations.NullMarked;
