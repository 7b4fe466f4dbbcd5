package dev.loopgen.cli.support;

import java.util.Map;

/** The root command, which has the environment variables that every command reads. */
@FunctionalInterface
public interface EnvironmentSource {

  Map<String, String> environment();
}
