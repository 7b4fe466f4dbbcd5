/** Shared by all commands: exit codes, converters, the console, files. */
@NullMarked
package dev.loopgen.cli.support;

import org.jspecify.annotations.NullMarked;
