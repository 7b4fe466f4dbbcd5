package dev.loopgen.maven.plugin;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.core.Loopgen;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** What all goals do: find the project, act once in a build, and say how they ended. */
abstract class LoopgenMojo extends AbstractMojo {

  private static final String SKIP = "loopgen.skip";

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject module;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  /**
   * The project, relative to the directory in which Maven was started. By default, it is the root
   * of the git work tree around that, whichever modules are built. Counts on the command line only.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.project")
  @Nullable String project;

  /**
   * Leaves the goal out of a build that is itself a command of a loop, where the run around it
   * judges the change. Such a build fails without this, and any other build fails with it: what is
   * not to be judged is built without the goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = SKIP, defaultValue = "false")
  boolean skip;

  /** Used by Maven. */
  LoopgenMojo() {}

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      settings().requireUnchanged(configured());
      if (isLeftOut()) {
        getLog().info("Left out: the run around this build judges the change.");
      } else if (OncePerBuild.isDue(session, module, execution)) {
        act();
      } else {
        getLog().info("Acts once, for the last module of the build that has the goal.");
      }
    } catch (LoopgenException | IllegalArgumentException e) {
      counts();
      throw new MojoExecutionException(LogText.of(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      counts();
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("Interrupted; no entry was written.", e);
    } catch (MojoFailureException | MojoExecutionException | RuntimeException | Error e) {
      counts();
      throw e;
    }
  }

  /**
   * Acts for the project.
   *
   * @throws MojoFailureException if the change or the ledger is refused
   * @throws MojoExecutionException if the job could not be done
   * @throws InterruptedException if the thread is interrupted
   */
  abstract void act() throws MojoFailureException, MojoExecutionException, InterruptedException;

  private Map<String, String> configured() {
    return Arrays.stream(execution.getConfiguration().getChildren())
        .collect(
            Collectors.toMap(
                Xpp3Dom::getName, LoopgenMojo::value, (one, other) -> one + "," + other));
  }

  /** Returns the text of an element, a list as the command line would have it. */
  private static String value(Xpp3Dom setting) {
    return setting.getChildCount() > 0
        ? Arrays.stream(setting.getChildren())
            .map(LoopgenMojo::value)
            .collect(Collectors.joining(","))
        : Objects.requireNonNullElse(setting.getValue(), "");
  }

  private boolean isLeftOut() {
    if (!Loopgen.isInsideRun(System.getenv())) {
      if (skip) {
        throw new IllegalArgumentException(
            SKIP
                + " counts only in a build that is a command of a loop. Build without the goal"
                + " instead: without the profile that has it, or up to a phase before it.");
      }
      return false;
    }
    if (!skip) {
      throw new IllegalArgumentException(
          "This build is a command of a loop that is being run, so loopgen does not start again."
              + " Add -D"
              + SKIP
              + " to that command in the loop spec, and have the change of the spec reviewed.");
    }
    return true;
  }

  /** Has a failure count though the build was started, or is told by .mvn, to ignore failures. */
  private void counts() {
    MavenExecutionRequest request = session.getRequest();
    if (MavenExecutionRequest.REACTOR_FAIL_NEVER.equals(request.getReactorFailureBehavior())) {
      request.setReactorFailureBehavior(MavenExecutionRequest.REACTOR_FAIL_AT_END);
    }
  }

  /**
   * Returns the directory of the project.
   *
   * @throws IllegalArgumentException if another one is named by the POM
   */
  final Path directory() {
    settings().require("loopgen.project", project);
    Path started = Path.of(session.getExecutionRootDirectory());
    return project == null ? Loopgen.workTree(started) : started.resolve(project).normalize();
  }

  /** Returns what decides about the values of protected settings. */
  final ProtectedSettings settings() {
    File root =
        Objects.requireNonNullElseGet(
            session.getRequest().getMultiModuleProjectDirectory(),
            () -> new File(session.getExecutionRootDirectory()));
    return new ProtectedSettings(session.getUserProperties(), root.toPath().resolve(".mvn"));
  }
}
