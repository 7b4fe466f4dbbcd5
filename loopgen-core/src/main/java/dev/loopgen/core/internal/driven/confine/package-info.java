/** Carries out a model's actions, confined to the judged and unguarded files of the project. */
@NullMarked
package dev.loopgen.core.internal.driven.confine;

import org.jspecify.annotations.NullMarked;
