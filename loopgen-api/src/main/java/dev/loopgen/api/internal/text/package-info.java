/** Text from anywhere, made safe to show: for the other modules, and no part of the API. */
@NullMarked
package dev.loopgen.api.internal.text;

import org.jspecify.annotations.NullMarked;
