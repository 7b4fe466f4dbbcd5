package dev.loopgen.cli.policy;

import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.core.Policies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a policy that is named on the command line. */
public final class PolicyFile {

  private PolicyFile() {}

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException if the file cannot be read
   * @throws dev.loopgen.api.SpecException if it is not valid
   */
  public static GatePolicy read(Path file) {
    String text = TextFile.read("policy", file);
    return Policies.read(text.getBytes(StandardCharsets.UTF_8), file.toString());
  }

  /** Trusts a revision or, if none is named, what the clone and the CI platform say. */
  static Trust trust(@Nullable String revision, Map<String, String> environment) {
    return revision == null ? Trust.ofPlatform(environment) : Trust.ref(revision);
  }
}
