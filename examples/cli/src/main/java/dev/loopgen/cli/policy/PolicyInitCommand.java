package dev.loopgen.cli.policy;

import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Policies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a policy file. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Writes .loopgen/policy.yaml, which takes effect once it is at the base.")
final class PolicyInitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "local-evidence",
      description =
          "local-evidence, key-signed, github-keyless or gitlab-keyless. Default: ${DEFAULT-VALUE}")
  private String preset = "local-evidence";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of the preset; may be repeated. A value that starts with @ names a file"
              + " with the value.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--force", description = "Replace an existing policy.")
  private boolean force;

  /** Used by picocli. */
  PolicyInitCommand() {}

  @Override
  public Integer call() {
    Path file = project.directory().resolve(Policies.FILE);
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach((name, value) -> values.put(name, value(value)));
    write(file, Policies.write(preset, values));
    spec.commandLine()
        .getOut()
        .println(
            Console.escape(file + " is written. It takes effect once it is reviewed and merged."));
    return ExitCode.PASS;
  }

  private static String value(String given) {
    return given.startsWith("@") ? TextFile.read("parameter", Path.of(given.substring(1))) : given;
  }

  private void write(Path file, String text) {
    Set<OpenOption> options =
        force
            ? Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)
            : Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), options.toArray(OpenOption[]::new));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          file + " exists already. Replace it with --force, or edit it.");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The policy " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
