package dev.loopgen.cli.support;

import dev.loopgen.api.run.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what the caller trusts. */
public final class TrustOptions {

  @Option(
      names = "--trust-ref",
      paramLabel = "REV",
      description = "Trust the content of this branch, tag or commit.")
  @Nullable String trustRef;

  @Option(
      names = "--adopt-spec",
      paramLabel = "sha256:DIGEST",
      description = "Use the spec with exactly this digest, even if the base has another or none.")
  @Nullable String adoptSpec;

  @Option(
      names = "--loops-file",
      paramLabel = "FILE",
      defaultValue = ".loopgen/loopgen.loop.yaml",
      description = "The spec file, relative to the project. Default: ${DEFAULT-VALUE}")
  public String specFile = ".loopgen/loopgen.loop.yaml";

  /** Returns the arguments that say the same to another process. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--loops-file", specFile));
    if (trustRef != null) {
      arguments.addAll(List.of("--trust-ref", trustRef));
    }
    if (adoptSpec != null) {
      arguments.addAll(List.of("--adopt-spec", adoptSpec));
    }
    return arguments;
  }

  /**
   * Trusts the named revision, or else what the clone and the CI platform say.
   *
   * @param environment the environment, or none if another option names the base
   */
  public Trust trust(Map<String, String> environment) {
    Trust trust = trustRef == null ? Trust.ofPlatform(environment) : Trust.ref(trustRef);
    return adoptSpec == null ? trust : trust.spec(adoptSpec);
  }
}
