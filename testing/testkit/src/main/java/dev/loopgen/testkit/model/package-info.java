/**
 * Language models that follow a script: in memory, or behind a real HTTP server that can misbehave
 * in every way a model server does.
 */
@NullMarked
package dev.loopgen.testkit.model;

import org.jspecify.annotations.NullMarked;
