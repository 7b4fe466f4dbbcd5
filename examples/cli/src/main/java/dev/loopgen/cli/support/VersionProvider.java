package dev.loopgen.cli.support;

import dev.loopgen.core.Loopgen;
import picocli.CommandLine.IVersionProvider;

/** Returns the version of the library. */
public final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"loopgen " + Loopgen.version()};
  }
}
