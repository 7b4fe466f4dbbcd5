/** Loopgen in what other people's programs are made of. */
@NullMarked
package dev.loopgen.integrations;

import org.jspecify.annotations.NullMarked;
