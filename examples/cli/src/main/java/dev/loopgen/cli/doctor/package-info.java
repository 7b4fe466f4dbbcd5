/** The command that looks for what keeps loopgen from working well here. */
@NullMarked
package dev.loopgen.cli.doctor;

import org.jspecify.annotations.NullMarked;
