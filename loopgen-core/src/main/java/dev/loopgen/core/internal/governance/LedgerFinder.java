package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ledgers in the inputs. In a directory, this is whatever is named {@code audit.jsonl} at
 * any depth. Symbolic links are not followed, and {@code .git} directories are skipped.
 */
final class LedgerFinder {

  private static final String GIT = ".git";

  /** By name, and names that are shown alike, as some that are not valid text, by their bytes. */
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(Path::toString).thenComparing(Comparator.naturalOrder());

  private final List<LedgerSource> found = new ArrayList<>();
  private final Map<Object, Integer> byFile = new HashMap<>();

  /** Adds the ledger of a project, even if it does not exist. */
  void addProject(Path project, LedgerExpectation expectation) {
    addLedger(project.toString(), ProjectLayout.ledger(project), expectation);
  }

  /** Adds a ledger that is not a file, under a name. */
  void addElsewhere(Path name, AuditLedger ledger, LedgerExpectation expectation) {
    found.add(
        new LedgerSource(
            name.toString(),
            name,
            LedgerReader.of(ledger),
            0,
            null,
            expectation,
            LedgerSource.NONE));
  }

  /** Adds a ledger, or all ledgers below a directory. */
  void addPath(Path path) {
    if (Files.isDirectory(path)) {
      search(path);
    } else {
      addLedger(path.toString(), path, LedgerExpectation.NONE);
    }
  }

  List<LedgerSource> found() {
    return List.copyOf(found);
  }

  private void search(Path directory) {
    TreeMap<Path, Runnable> below = new TreeMap<>(BY_NAME);
    LedgerFileVisitor visitor = new LedgerFileVisitor(directory, below);
    try {
      Files.walkFileTree(directory, visitor);
    } catch (IOException e) {
      addProblem(directory, e);
    }
    below.values().forEach(Runnable::run);
    if (below.isEmpty()) {
      addProblem(directory, new ChainStatus.Missing());
    }
  }

  private void addProblem(Path path, IOException e) {
    addProblem(path, new ChainStatus.Unreadable(FileReason.of(e)));
  }

  private void addProblem(Path path, ChainStatus problem) {
    found.add(
        new LedgerSource(
            path.toString(),
            path,
            JsonlAuditLedger.at(path),
            0,
            problem,
            LedgerExpectation.NONE,
            LedgerSource.NONE));
  }

  private void addLedger(String label, Path path, LedgerExpectation expectation) {
    try {
      BasicFileAttributes file =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Object key = file.fileKey() == null ? path.toRealPath() : file.fileKey();
      Integer before = file.isRegularFile() ? byFile.putIfAbsent(key, found.size()) : null;
      int sameAs = before == null ? LedgerSource.NONE : before;
      found.add(
          new LedgerSource(
              label, path, JsonlAuditLedger.at(path), file.size(), null, expectation, sameAs));
    } catch (IOException leftToTheCheck) {
      found.add(
          new LedgerSource(
              label, path, JsonlAuditLedger.at(path), 0, null, expectation, LedgerSource.NONE));
    }
  }

  /**
   * Returns a label for a ledger below a directory: its project, or the file itself if it is in
   * none.
   */
  private static String label(Path file) {
    Path directory = file.getParent();
    if (directory == null || !directory.endsWith(ProjectLayout.DIRECTORY)) {
      return file.toString();
    }
    Path project = directory.getParent();
    return project == null ? "." : project.toString();
  }

  private final class LedgerFileVisitor extends SimpleFileVisitor<Path> {

    private final Path top;
    private final Map<Path, Runnable> below;

    LedgerFileVisitor(Path top, Map<Path, Runnable> below) {
      this.top = top;
      this.below = below;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (isNamed(directory, ProjectLayout.LEDGER) && !directory.equals(top)) {
        below.put(directory, () -> addLedger(label(directory), directory, LedgerExpectation.NONE));
      }
      return isNamed(directory, GIT) && !directory.equals(top)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean isLink = attributes.isSymbolicLink() && isNamed(file, ProjectLayout.DIRECTORY);
      Path ledger = isLink ? file.resolve(ProjectLayout.LEDGER) : file;
      if (isNamed(ledger, ProjectLayout.LEDGER)) {
        below.put(ledger, () -> addLedger(label(ledger), ledger, LedgerExpectation.NONE));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      below.put(file, () -> addProblem(file, e));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      if (e != null) {
        below.put(directory, () -> addProblem(directory, e));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean isNamed(Path path, String name) {
    return path.getFileName() != null && path.getFileName().toString().equals(name);
  }
}
