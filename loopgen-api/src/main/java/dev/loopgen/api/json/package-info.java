/** JSON values and their canonical form, the bytes that loopgen hashes. */
@NullMarked
package dev.loopgen.api.json;

import org.jspecify.annotations.NullMarked;
