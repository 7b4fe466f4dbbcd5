/** Finds out by trying what really works with a model and its server. */
@NullMarked
package dev.loopgen.core.internal.driven.probe;

import org.jspecify.annotations.NullMarked;
