/**
 * What a model is told: rebuilt for each request from facts, within a budget. Everything that comes
 * from files and commands is quoted as data under the request's nonce.
 */
@NullMarked
package dev.loopgen.core.internal.driven.prompt;

import org.jspecify.annotations.NullMarked;
