package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.FileNameBytes;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Joins paths of a repository. */
public final class ExportPaths {

  private ExportPaths() {}

  /** Returns the path of a name in a directory, or in the root if that is null. */
  public static RepoPath below(@Nullable RepoPath directory, Path name) {
    RepoPath last = RepoPath.of(FileNameBytes.bytes(name));
    return directory == null ? last : below(directory, last);
  }

  /** Returns the path of something below a directory. */
  static RepoPath below(RepoPath directory, RepoPath relative) {
    byte[] joined = Arrays.copyOf(directory.bytes(), directory.length() + 1 + relative.length());
    joined[directory.length()] = '/';
    System.arraycopy(relative.bytes(), 0, joined, directory.length() + 1, relative.length());
    return RepoPath.of(joined);
  }
}
