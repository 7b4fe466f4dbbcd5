package dev.loopgen.core.internal.run;

import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.guard.DomainSeparatedDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The SHA-256 of a change's content. Git's own ids are SHA-1. */
final class ContentDigest {

  private ContentDigest() {}

  /**
   * Digests path, mode and SHA-256 of every changed path, in order. For a deleted path, mode and
   * SHA-256 are empty.
   */
  static String of(List<PathChange> changes, TreeSnapshot after) {
    DomainSeparatedDigest digest = DomainSeparatedDigest.sha256("loopgen-content-v1");
    for (PathChange change : changes) {
      String mode = change.after() == null ? "" : change.after().mode().octal();
      String content = after.contentSha256().getOrDefault(change.path(), "");
      digest
          .part(change.path().bytes())
          .part(mode.getBytes(StandardCharsets.US_ASCII))
          .part(content.getBytes(StandardCharsets.US_ASCII));
    }
    return digest.hex();
  }
}
