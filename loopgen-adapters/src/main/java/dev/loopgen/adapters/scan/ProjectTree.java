package dev.loopgen.adapters.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of a project's files, without what tools install and build, and without what is reached
 * by a link.
 *
 * @param files the paths of regular files, sorted
 * @param isComplete whether all were listed
 */
record ProjectTree(Set<String> files, boolean isComplete) {

  private static final int MAX_FILES = 50_000;

  /** Directories of installed and built files. */
  private static final Set<String> SKIPPED =
      Set.of(
          "node_modules",
          "bower_components",
          "vendor",
          "venv",
          "env",
          "dist",
          "build",
          "out",
          "bin",
          "obj",
          "coverage",
          "target",
          "__pycache__");

  private static final Set<String> HIDDEN_BUT_SEEN = Set.of(".github", ".circleci", ".buildkite");

  static ProjectTree of(Path root) throws IOException {
    Set<String> files = new TreeSet<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(""));
    boolean isComplete = true;
    while (!waiting.isEmpty()) {
      String directory = waiting.poll();
      List<Path> entries = List.of();
      try {
        entries = entries(root.resolve(directory));
      } catch (AccessDeniedException e) {
        isComplete = false;
      }
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        String path = directory.isEmpty() ? name : directory + "/" + name;
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (isEntered(name)) {
            waiting.add(path);
          }
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (files.size() == MAX_FILES) {
            return new ProjectTree(Collections.unmodifiableSet(files), false);
          }
          files.add(path);
        }
      }
    }
    return new ProjectTree(Collections.unmodifiableSet(files), isComplete);
  }

  private static boolean isEntered(String name) {
    return name.startsWith(".") ? HIDDEN_BUT_SEEN.contains(name) : !SKIPPED.contains(name);
  }

  private static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(entries);
    return entries;
  }

  /** Returns the directories that have a file, the outer ones first; the empty path is the root. */
  List<String> directories() {
    Set<String> directories = new TreeSet<>();
    directories.add("");
    for (String file : files) {
      for (int at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) {
        directories.add(file.substring(0, at));
      }
    }
    return List.copyOf(directories);
  }
}
