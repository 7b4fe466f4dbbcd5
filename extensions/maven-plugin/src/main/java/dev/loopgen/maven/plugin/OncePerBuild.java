package dev.loopgen.maven.plugin;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * Has a goal that several modules inherit act once, for the module that comes to it last: then it
 * sees the work tree as the build leaves it.
 */
final class OncePerBuild {

  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean done = new AtomicBoolean();

  private OncePerBuild() {}

  /**
   * Tells whether the goal is to act now.
   *
   * @param session the build
   * @param project the module that has come to the goal
   * @param execution how the module runs the goal
   * @return true for a goal that was called directly, and for one module of a build
   */
  static boolean isDue(MavenSession session, MavenProject project, MojoExecution execution) {
    if (execution.getSource() == MojoExecution.Source.CLI) {
      return true;
    }
    Map<String, Object> shared =
        session.getPluginContext(
            execution.getMojoDescriptor().getPluginDescriptor(), session.getProjects().get(0));
    String key = OncePerBuild.class.getName() + ":" + execution.getGoal() + ":" + id(execution);
    OncePerBuild build = (OncePerBuild) shared.computeIfAbsent(key, missing -> new OncePerBuild());
    Set<String> expected =
        session.getProjects().stream()
            .filter(other -> comesTo(other, execution))
            .map(MavenProject::getId)
            .collect(Collectors.toSet());
    return build.isLast(project.getId(), expected);
  }

  /** Counts a module in, and tells whether no other is expected and nobody was told so before. */
  private boolean isLast(String module, Set<String> expected) {
    arrived.add(module);
    return arrived.containsAll(expected) && done.compareAndSet(false, true);
  }

  /** Executions of one id may be bound to several phases, which come one after the other. */
  private static String id(MojoExecution execution) {
    return execution.getExecutionId() + "@" + execution.getLifecyclePhase();
  }

  private static boolean comesTo(MavenProject project, MojoExecution execution) {
    Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
    return plugin != null
        && plugin.getExecutions().stream()
            .filter(other -> other.getId().equals(execution.getExecutionId()))
            .filter(other -> other.getGoals().contains(execution.getGoal()))
            .map(other -> phase(other, execution))
            .anyMatch(phase -> phase.equals(execution.getLifecyclePhase()));
  }

  private static String phase(PluginExecution bound, MojoExecution execution) {
    return Objects.requireNonNullElseGet(
        bound.getPhase(),
        () -> Objects.requireNonNullElse(execution.getMojoDescriptor().getPhase(), ""));
  }
}
