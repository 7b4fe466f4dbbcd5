/** {@code loopgen model}: the models that can make a change. */
@NullMarked
package dev.loopgen.cli.model;

import org.jspecify.annotations.NullMarked;
