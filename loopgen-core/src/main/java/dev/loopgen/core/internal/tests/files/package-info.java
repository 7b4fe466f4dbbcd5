/** Which files tests consist of. */
@NullMarked
package dev.loopgen.core.internal.tests.files;

import org.jspecify.annotations.NullMarked;
