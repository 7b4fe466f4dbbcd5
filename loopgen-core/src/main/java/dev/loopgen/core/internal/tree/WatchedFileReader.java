package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the guarded files that are not judged. */
final class WatchedFileReader {

  private static final long MAX_WATCHED = 64 << 20;

  private final GitRepository repository;
  private final PathPatterns guard;
  private final ContentHasher hasher;
  private final NavigableMap<RepoPath, WatchedFile> contents = new TreeMap<>();
  private final NavigableMap<RepoPath, FileStamp> stamps = new TreeMap<>();

  WatchedFileReader(GitRepository repository, PathPatterns guard, ContentHasher hasher) {
    this.repository = repository;
    this.guard = guard;
    this.hasher = hasher;
  }

  NavigableMap<RepoPath, WatchedFile> contents() {
    return contents;
  }

  NavigableMap<RepoPath, FileStamp> stamps() {
    return stamps;
  }

  /** Reads the files that a walk found, and those of the git directory that a pattern names. */
  void read(List<WalkedPath> found) throws IOException {
    for (WalkedPath one : found) {
      watch(one.path(), one.file(), one.content().mode(), one.stamp());
    }
    if (guard.guardsGitDirectory()) {
      for (String name : List.of("hooks", "config", "info", "modules")) {
        watchBelow(repository.commonDirectory().resolve(name));
      }
    }
  }

  private void watchBelow(Path start) throws IOException {
    if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean unix = FileStat.hasModes(start);
    try (Stream<Path> below = Files.walk(start)) {
      for (Path file : (Iterable<Path>) below::iterator) {
        FileStat stat = FileStat.of(file, unix);
        Path relative = repository.commonDirectory().relativize(file);
        RepoPath path = RepoPath.of(".git").resolve(FileNameBytes.bytes(relative));
        if (!stat.directory() && guard.match(path).isPresent()) {
          watch(path, file, stat.mode(), stat.stamp());
        }
      }
    }
  }

  /** Reads one file; for one too large to read, its stamp counts, so any touch is a difference. */
  private void watch(RepoPath path, Path file, FileMode mode, FileStamp stamp) throws IOException {
    String digest;
    if (ContentHasher.isFile(mode) && Files.size(file) > MAX_WATCHED) {
      String text = "large " + Files.size(file) + " " + stamp.changedNanos() + " " + stamp.inode();
      digest = hasher.sha256(text);
    } else {
      digest = hasher.sha256(file, mode);
    }
    contents.put(path, new WatchedFile(mode, digest));
    stamps.put(path, stamp);
  }
}
