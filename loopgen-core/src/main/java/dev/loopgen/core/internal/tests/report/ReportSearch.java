package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.export.ExportPaths;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the files below a directory that patterns name. Follows no link. */
final class ReportSearch {

  private static final int MAX_DEPTH = 100;
  private static final int MAX_FILES = 100_000;

  private final PathPatterns patterns;
  private final String extension;
  private final NavigableMap<RepoPath, BasicFileAttributes> found = new TreeMap<>();

  private ReportSearch(PathPatterns patterns, String extension) {
    this.patterns = patterns;
    this.extension = extension;
  }

  /**
   * Finds files.
   *
   * @param root the work tree, or what stands for it
   * @param extension how their names end, or an empty text for any
   * @return them by path, links and special files included
   * @throws IOException if a directory cannot be read, or there are too many
   */
  static NavigableMap<RepoPath, BasicFileAttributes> of(
      Path root, PathPatterns patterns, String extension) throws IOException {
    ReportSearch search = new ReportSearch(patterns, extension);
    if (!patterns.patterns().isEmpty() && Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      search.directory(root, null, 0);
    }
    return search.found;
  }

  private void directory(Path directory, @Nullable RepoPath path, int depth) throws IOException {
    if (depth == MAX_DEPTH) {
      throw new IOException("directories are nested too deeply");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        entry(entry, path, depth);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException vanished) {
      return;
    }
  }

  private void entry(Path entry, @Nullable RepoPath above, int depth) throws IOException {
    String text = entry.getFileName().toString();
    if (text.equals(".git")) {
      return;
    }
    RepoPath path = ExportPaths.below(above, entry.getFileName());
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException vanished) {
      return;
    }
    if (attributes.isDirectory()) {
      if (patterns.match(path).isPresent() || patterns.matchBelow(path).isPresent()) {
        directory(entry, path, depth + 1);
      }
    } else if (text.endsWith(extension) && patterns.match(path).isPresent()) {
      found.put(path, attributes);
      if (found.size() > MAX_FILES) {
        throw new IOException("there are more than " + MAX_FILES + " reports");
      }
    }
  }
}
