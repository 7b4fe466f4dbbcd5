/** The commands that answer and install the hooks of coding agents. */
@NullMarked
package dev.loopgen.cli.hook;

import org.jspecify.annotations.NullMarked;
