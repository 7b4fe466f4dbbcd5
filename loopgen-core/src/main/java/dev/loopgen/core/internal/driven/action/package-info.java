/** What a model may ask for: the actions of driven mode, as values. */
@NullMarked
package dev.loopgen.core.internal.driven.action;

import org.jspecify.annotations.NullMarked;
