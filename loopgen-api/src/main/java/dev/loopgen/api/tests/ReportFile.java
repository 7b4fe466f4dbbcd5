package dev.loopgen.api.tests;

import dev.loopgen.api.digest.Sha256;
import java.util.Objects;

/**
 * A report that counts as evidence.
 *
 * @param path its path relative to the repository, as git spells it
 * @param digest the SHA-256 of its bytes
 * @param counts what was counted in it
 */
public record ReportFile(String path, Sha256 digest, TestCounts counts) {

  public ReportFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(digest);
    Objects.requireNonNull(counts);
  }
}
