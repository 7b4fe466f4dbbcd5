package dev.loopgen.maven.plugin;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks the ledger of the project, also against every committed version of it, and fails the build
 * unless it is intact and has entries. It says nothing about the change: {@code loopgen:check}
 * does.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, aggregator = true, threadSafe = true)
public final class VerifyMojo extends LoopgenMojo {

  /** Used by Maven. */
  public VerifyMojo() {}

  @Override
  void act() throws MojoFailureException, MojoExecutionException {
    Path project = directory();
    LedgerExpectation known =
        Loopgen.isInRepository(project) ? Loopgen.expectation(project) : LedgerExpectation.NONE;
    ChainStatus status = Loopgen.ledger(project).verify(known);
    String text = LogText.of(status.describe());
    if (!status.isIntact()) {
      if (status.isWithoutEntries()) {
        throw new MojoExecutionException("NOT INTACT " + text);
      }
      throw new MojoFailureException("NOT INTACT " + text);
    }
    getLog().info("INTACT " + text);
    Loopgen.unfinishedRuns(project)
        .forEach(id -> getLog().warn("Run " + id + " started and left no entry."));
  }
}
