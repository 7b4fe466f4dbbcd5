package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tree.RepoPath;

/**
 * A report that was read.
 *
 * @param path its path
 * @param digest the SHA-256 of its bytes
 * @param content what it has
 */
record ReadReport(RepoPath path, Sha256 digest, ParsedReport content) {}
