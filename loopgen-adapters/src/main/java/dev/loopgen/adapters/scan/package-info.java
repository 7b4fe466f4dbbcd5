/**
 * What a project is made of, and which commands check it; {@link
 * dev.loopgen.adapters.scan.ProjectScan} is where to start.
 */
@NullMarked
package dev.loopgen.adapters.scan;

import org.jspecify.annotations.NullMarked;
