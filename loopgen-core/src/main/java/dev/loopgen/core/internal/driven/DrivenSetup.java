package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenOptions;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Who makes changes, and how.
 *
 * @param author who it is
 * @param options the limits
 * @param directory where journals are kept, outside the work tree
 * @param random draws the nonces
 */
public record DrivenSetup(
    ChangeAuthor author, DrivenOptions options, Path directory, RandomGenerator random) {}
