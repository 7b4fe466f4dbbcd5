/** Options and keys of signers and expected signers. */
@NullMarked
package dev.loopgen.cli.signing;

import org.jspecify.annotations.NullMarked;
