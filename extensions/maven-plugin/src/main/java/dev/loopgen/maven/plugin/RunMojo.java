package dev.loopgen.maven.plugin;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.StopAtShutdown;
import dev.loopgen.report.run.RunText;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a loop on the work tree: its commands check the change, and the run is recorded in the
 * ledger. The build fails unless the change passed. The loop's commands are those of the base, and
 * they are run in processes of their own, whatever this build does or leaves out.
 *
 * <p>It has no default phase, because a build that is a command of the loop must not run it again.
 *
 * @since 0.1.0
 */
@Mojo(name = "run", aggregator = true, threadSafe = true)
public final class RunMojo extends JudgingMojo {

  private static final Duration GRACE = Duration.ofSeconds(3);

  /**
   * The loop. By default, it is the only one of the spec.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.loop")
  @Nullable String loop;

  /**
   * A revision: the change is judged from its merge-base with HEAD on, if that is below the base.
   * It never makes the change smaller.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.base")
  @Nullable String base;

  /**
   * Whether to fail also if files appear or are rewritten while the commands run.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.strict", defaultValue = "false")
  boolean strict;

  /**
   * How far the commands are isolated: {@code none}, {@code sandbox} or {@code export}. If that
   * cannot be reached, nothing is run and the build fails.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.isolate", defaultValue = "none")
  String isolate = "none";

  /**
   * The private key in PEM that signs the entry. By default, nothing signs it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.signWith")
  @Nullable File signWith;

  /** Used by Maven. */
  public RunMojo() {}

  @Override
  void act() throws MojoFailureException, InterruptedException {
    RunResult result = run(directory());
    List<String> lines =
        RunText.of(result, digest -> ProtectedSettings.property(ADOPT_SPEC, digest));
    if (!result.passed()) {
      throw new MojoFailureException(LogText.of("The change did not pass.", lines));
    }
    if (signWith != null && !result.attestation().isSigned()) {
      throw new MojoFailureException(
          LogText.of("The change passed, but the run is not attested.", lines));
    }
    lines.forEach(getLog()::info);
  }

  private RunResult run(Path project) throws InterruptedException {
    LoopRunnerBuilder runner =
        Loopgen.runner(project)
            .trust(trust())
            .isolation(isolation())
            .listener(new RunLog(getLog()));
    if (signWith != null) {
      runner.attestor(KeyAttestor.fromPem(signWith.toPath()));
    }
    RunRequest request = request();
    try (StopAtShutdown stop = StopAtShutdown.ofThisThread(GRACE)) {
      return runner.build().run(request);
    }
  }

  private RunRequest request() {
    RunRequest.Builder request = RunRequest.builder().specFile(specFile());
    if (loop != null) {
      request.loop(loop);
    }
    if (base != null) {
      request.base(base);
    }
    if (strict) {
      request.strict();
    }
    return request.build();
  }

  private Isolation isolation() {
    return Isolation.Level.find(isolate)
        .map(Isolation::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no isolation "
                        + isolate
                        + ". There are: none, sandbox, export. Correct loopgen.isolate."));
  }
}
