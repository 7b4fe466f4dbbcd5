/** Language models: what is asked of one, and what it replied. */
@NullMarked
package dev.loopgen.api.model;

import org.jspecify.annotations.NullMarked;
