/** Who signs, and who must have signed. */
@NullMarked
package dev.loopgen.cli.signing;

import org.jspecify.annotations.NullMarked;
