/** The commands that scan a project and write the files of loops and agents. */
@NullMarked
package dev.loopgen.cli.agents;

import org.jspecify.annotations.NullMarked;
