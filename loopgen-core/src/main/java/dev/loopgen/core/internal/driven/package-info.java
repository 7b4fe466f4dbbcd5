/** Lets a model make a change: bounded, confined, journalled and verified after each reply. */
@NullMarked
package dev.loopgen.core.internal.driven;

import org.jspecify.annotations.NullMarked;
