package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookedProject;
import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.adapters.hooks.StopVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Projects in one another. An agent stops when it may in each of them, so that a repository of its
 * own inside the one that it works in is no way out. Not thread-safe.
 */
final class NestedProjects implements HookedProject {

  private final List<? extends HookedProject> projects;
  private HookedProject judged;

  /**
   * @param projects at least one, the innermost first
   */
  NestedProjects(List<? extends HookedProject> projects) {
    this.projects = projects;
    this.judged = projects.get(0);
  }

  @Override
  public Path directory() {
    return projects.get(0).directory();
  }

  @Override
  public Optional<Protection> protection(Path file) {
    return projects.stream().flatMap(project -> project.protection(file).stream()).findFirst();
  }

  @Override
  public StopVerdict verdict() throws InterruptedException {
    StopVerdict verdict = judged.verdict();
    for (HookedProject next : projects.subList(1, projects.size())) {
      if (!verdict.letsStop()) {
        return verdict;
      }
      judged = next;
      verdict = next.verdict();
    }
    return verdict;
  }

  @Override
  public int failedRuns(StopBlocks blocks) {
    return judged.failedRuns(blocks);
  }

  @Override
  public StopBlocks recall(String session) {
    return outermost().recall(session);
  }

  @Override
  public boolean remember(String session, StopBlocks blocks) {
    return outermost().remember(session, blocks);
  }

  private HookedProject outermost() {
    return projects.get(projects.size() - 1);
  }
}
