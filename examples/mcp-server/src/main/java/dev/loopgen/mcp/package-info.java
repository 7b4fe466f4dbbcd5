/** A server of the Model Context Protocol for one project. */
@NullMarked
package dev.loopgen.mcp;

import org.jspecify.annotations.NullMarked;
