package dev.loopgen.maven.plugin;

import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.report.run.OutputLines;
import dev.loopgen.report.run.RunText;
import org.apache.maven.plugin.logging.Log;

/** Writes the progress of a run to Maven's log. */
final class RunLog implements RunListener {

  private final Log log;

  RunLog(Log log) {
    this.log = log;
  }

  @Override
  public void started(int index, String command) {
    log.info("running " + LogText.of(command));
  }

  @Override
  public void output(int index, String text) {
    if (log.isDebugEnabled()) {
      OutputLines.of(text).forEach(log::debug);
    }
  }

  @Override
  public void ended(int index, CommandResult result) {
    if (result.passed()) {
      log.info(RunText.of(result));
    } else {
      log.error(RunText.of(result));
      OutputLines.last(result, "-X shows all").forEach(log::error);
    }
  }
}
