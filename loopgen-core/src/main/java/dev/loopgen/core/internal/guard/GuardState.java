package dev.loopgen.core.internal.guard;

import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The content of every path that a forbidden pattern matches.
 *
 * @param patterns the SHA-256 of the pattern list, in lower-case hexadecimal: states under
 *     different patterns are not comparable
 * @param tracked the judged paths, with mode and object id
 * @param watched the other paths, with mode and SHA-256
 */
public record GuardState(
    String patterns,
    NavigableMap<RepoPath, TreeEntry> tracked,
    NavigableMap<RepoPath, WatchedFile> watched) {

  /** Takes the state from a snapshot. */
  public static GuardState of(
      List<PathPattern> forbidden, PathPatterns patterns, TreeSnapshot snapshot) {
    NavigableMap<RepoPath, TreeEntry> tracked = new TreeMap<>();
    snapshot
        .entries()
        .forEach(
            (path, entry) -> {
              if (patterns.match(path).isPresent()) {
                tracked.put(path, entry);
              }
            });
    return new GuardState(patternsDigest(forbidden), tracked, watched(patterns, snapshot));
  }

  /** Returns the ignored files, and those that a filter of the base makes incomparable. */
  private static NavigableMap<RepoPath, WatchedFile> watched(
      PathPatterns patterns, TreeSnapshot snapshot) {
    NavigableMap<RepoPath, WatchedFile> all = new TreeMap<>(snapshot.watched());
    snapshot
        .filtered()
        .forEach(
            (path, file) -> {
              if (patterns.match(path).isPresent()) {
                all.put(path, file);
              }
            });
    return all;
  }

  private static String patternsDigest(List<PathPattern> forbidden) {
    DomainSeparatedDigest digest = DomainSeparatedDigest.sha256("loopgen-guard-patterns-v1");
    forbidden.forEach(pattern -> digest.part(pattern.text().getBytes(StandardCharsets.UTF_8)));
    return digest.hex();
  }

  /** Returns the SHA-256 over the judged guarded paths, in lower-case hexadecimal. */
  public String trackedDigest() {
    DomainSeparatedDigest digest = DomainSeparatedDigest.sha256("loopgen-guard-tracked-v1");
    for (Map.Entry<RepoPath, TreeEntry> entry : tracked.entrySet()) {
      digest
          .part(entry.getKey().bytes())
          .part(entry.getValue().mode().octal().getBytes(StandardCharsets.US_ASCII))
          .part(entry.getValue().id().bytes());
    }
    return digest.hex();
  }

  /** Returns the keyed digest over the watched paths, in lower-case hexadecimal. */
  public String watchedMac(WatchDigestKey key) {
    DomainSeparatedDigest digest = key.mac("loopgen-guard-watched-v1");
    for (Map.Entry<RepoPath, WatchedFile> entry : watched.entrySet()) {
      digest
          .part(entry.getKey().bytes())
          .part(entry.getValue().mode().octal().getBytes(StandardCharsets.US_ASCII))
          .part(entry.getValue().sha256().getBytes(StandardCharsets.US_ASCII));
    }
    return digest.hex();
  }
}
