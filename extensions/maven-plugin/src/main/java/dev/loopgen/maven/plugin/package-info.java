/** The goals of the Maven plugin: a thin shell over the libraries. */
@NullMarked
package dev.loopgen.maven.plugin;

import org.jspecify.annotations.NullMarked;
