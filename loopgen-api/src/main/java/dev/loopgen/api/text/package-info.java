/** Text from anywhere, made safe to show. */
@NullMarked
package dev.loopgen.api.text;

import org.jspecify.annotations.NullMarked;
