package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.internal.files.ProjectFiles;
import dev.loopgen.adapters.internal.text.UnifiedDiff;
import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What generated files would change in a project, and the way to do it.
 *
 * <p>What a person wrote stays: a whole file is replaced only while it holds exactly what was
 * generated before, of a shared file only the part between its marks, and some files are written
 * only where they are missing. No symbolic link is followed. A plan compares with the files as they
 * were when it was made, and {@link #apply()} refuses to replace one that has changed since.
 * Immutable.
 */
public final class FilePlan {

  private final ProjectFiles project;
  private final List<FileChange> changes;

  private FilePlan(ProjectFiles project, List<FileChange> changes) {
    this.project = project;
    this.changes = changes;
  }

  /**
   * Compares generated files with a project. Blocks while it reads.
   *
   * @param project its directory
   * @param files the generated files
   * @return the plan
   * @throws RepositoryException if the project cannot be read
   */
  public static FilePlan of(Path project, List<GeneratedFile> files) {
    try {
      ProjectFiles opened = ProjectFiles.in(project);
      List<FileChange> changes = new ArrayList<>();
      for (GeneratedFile file : files) {
        changes.add(FileChange.of(opened, file));
      }
      return new FilePlan(opened, List.copyOf(changes));
    } catch (IOException e) {
      throw new RepositoryException(
          "The project " + project + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Lists what would become of each file.
   *
   * @return one element for each generated file, in their order
   */
  public List<PlannedFile> files() {
    return changes.stream().map(FileChange::planned).toList();
  }

  /**
   * Tells whether nothing would be written.
   *
   * @return true if every file stays as it is
   */
  public boolean isEmpty() {
    return changes.stream().noneMatch(FileChange::writes);
  }

  /**
   * Lists the files that cannot be written safely.
   *
   * @return empty if the plan can be applied
   */
  public List<PlannedFile.Blocked> blocked() {
    return files().stream()
        .filter(PlannedFile.Blocked.class::isInstance)
        .map(PlannedFile.Blocked.class::cast)
        .toList();
  }

  /**
   * Returns what would change, as one unified diff.
   *
   * @return the text; empty if nothing would. Names and lines of the project are in it unescaped
   */
  public String diff() {
    return changes.stream()
        .filter(FileChange::writes)
        .map(change -> UnifiedDiff.of(change.path(), change.beforeText(), change.afterText()))
        .collect(Collectors.joining());
  }

  /**
   * Writes what would change. Each file is replaced atomically and durably; all together they are
   * not: after a failure, some may have been written, and applying again does the rest.
   *
   * @return the paths that were written
   * @throws IllegalStateException if a file is blocked; then nothing was written
   * @throws RepositoryException if a file has changed since the plan was made, or cannot be written
   */
  public List<String> apply() {
    if (!blocked().isEmpty()) {
      throw new IllegalStateException("The plan has files that cannot be written.");
    }
    List<String> written = new ArrayList<>();
    for (FileChange change : changes) {
      if (change.writes()) {
        write(change, written.size());
        written.add(change.path());
      }
    }
    return List.copyOf(written);
  }

  private void write(FileChange change, int before) {
    try {
      project.write(
          change.path(),
          change.afterText().getBytes(StandardCharsets.UTF_8),
          Optional.ofNullable(change.before()));
    } catch (IOException e) {
      throw new RepositoryException(
          change.path()
              + " was not written: "
              + ProjectFiles.reason(e)
              + ". "
              + before
              + (before == 1 ? " file was" : " files were")
              + " written before it. Once the cause is gone, apply again; that does the rest.",
          e);
    }
  }
}
