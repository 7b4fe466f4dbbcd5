package dev.loopgen.core.internal.run;

import java.nio.file.Path;
import java.util.List;

/** The runs of a project that started and left no entry. */
public final class UnfinishedRuns {

  private UnfinishedRuns() {}

  /** Returns their ids, without those that are in progress. */
  public static List<String> of(Path project) {
    return RunJournal.unfinished(RunJournal.directory(project));
  }
}
