package dev.loopgen.cli.doctor;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.spec.TestRules;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Patterns that match no file; some guard against files that should never come to be. */
final class PatternCheck implements Check {

  private static final int MAX_FILES = 200_000;

  @Override
  public List<Diagnosis> of(Patient patient) {
    List<RepoPath> files = files(patient.project());
    if (files.size() == MAX_FILES) {
      return List.of();
    }
    WorkTree workTree = new WorkTree(patient.project(), null, false);
    List<Diagnosis> found = new ArrayList<>();
    unmatched(patient, LoopSpec::forbiddenPaths, files, workTree)
        .ifPresent(
            patterns ->
                found.add(
                    Diagnosis.note(
                        "patterns",
                        "No file matches these forbidden patterns now: " + patterns + ".",
                        "That is fine for files that must never come to be; otherwise correct the"
                            + " spelling.")));
    unmatched(
            patient, loop -> loop.tests().map(TestRules::files).orElse(List.of()), files, workTree)
        .ifPresent(
            patterns ->
                found.add(
                    Diagnosis.warning(
                        "patterns",
                        "No file matches these patterns of tests: " + patterns + ".",
                        "Correct them under verification.tests.files: tests that no pattern names"
                            + " are not compared.")));
    return found;
  }

  private static Optional<String> unmatched(
      Patient patient,
      Function<LoopSpec, List<PathPattern>> patterns,
      List<RepoPath> files,
      WorkTree workTree) {
    Set<String> unmatched = new LinkedHashSet<>();
    for (LoopSpec loop : patient.loops()) {
      for (PathPattern pattern : patterns.apply(loop)) {
        PathPatterns one = PathPatterns.of(List.of(pattern), workTree);
        if (files.stream().noneMatch(file -> one.match(file).isPresent())) {
          unmatched.add(pattern.text());
        }
      }
    }
    return unmatched.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", unmatched));
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
