package dev.loopgen.cli.doctor;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Patterns that match no file; some guard against files that should never come to be. */
final class PatternCheck implements Check {

  private static final int MAX_FILES = 200_000;

  @Override
  public List<Diagnosis> of(Patient patient) {
    Set<String> unmatched = new LinkedHashSet<>();
    List<RepoPath> files = files(patient.project());
    WorkTree workTree = new WorkTree(patient.project(), null, false);
    for (LoopSpec loop : patient.loops()) {
      for (PathPattern pattern : loop.forbiddenPaths()) {
        PathPatterns one = PathPatterns.of(List.of(pattern), workTree);
        if (files.stream().noneMatch(file -> one.match(file).isPresent())) {
          unmatched.add(pattern.text());
        }
      }
    }
    if (unmatched.isEmpty() || files.size() == MAX_FILES) {
      return List.of();
    }
    return List.of(
        Diagnosis.note(
            "patterns",
            "No file matches these forbidden patterns now: " + String.join(", ", unmatched) + ".",
            "That is fine for files that must never come to be; otherwise correct the spelling."));
  }

  private static List<RepoPath> files(Path project) {
    List<RepoPath> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          project,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              return dir.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(RepoPath.of(project.relativize(file).toString().replace('\\', '/')));
              return files.size() == MAX_FILES
                  ? FileVisitResult.TERMINATE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return List.of();
    }
    return files;
  }
}
