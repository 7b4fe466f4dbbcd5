package dev.loopgen.core.internal.files;

import java.nio.file.Path;

/** Where loopgen's files lie in a project. */
public final class ProjectLayout {

  /** The name of the directory of all of them. */
  public static final String DIRECTORY = ".loopgen";

  /** The name of the ledger in that directory. */
  public static final String LEDGER = "audit.jsonl";

  private ProjectLayout() {}

  /** Returns the directory of loopgen's files. */
  public static Path directory(Path project) {
    return project.resolve(DIRECTORY);
  }

  /** Returns the ledger. */
  public static Path ledger(Path project) {
    return directory(project).resolve(LEDGER);
  }
}
