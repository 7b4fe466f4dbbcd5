/** The decision whether the tree that stands in a repository has the evidence it needs. */
@NullMarked
package dev.loopgen.api.gate;

import org.jspecify.annotations.NullMarked;
