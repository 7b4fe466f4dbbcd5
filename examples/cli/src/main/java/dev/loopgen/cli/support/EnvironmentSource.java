package dev.loopgen.cli.support;

import java.util.Map;

/** The root command, which knows the environment that every command reads. */
@FunctionalInterface
public interface EnvironmentSource {

  Map<String, String> environment();
}
