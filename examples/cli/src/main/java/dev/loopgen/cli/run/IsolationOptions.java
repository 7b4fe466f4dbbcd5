package dev.loopgen.cli.run;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How far the commands of a run are isolated. */
final class IsolationOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The levels, as npm-like options spell them. */
  enum Choice {
    /** No isolation. */
    none(Level.NONE),
    /** Namespaces of their own. */
    sandbox(Level.SANDBOX),
    /** A private copy of the tree. */
    export(Level.EXPORT);

    private final Level level;

    Choice(Level level) {
      this.level = level;
    }
  }

  @Option(
      names = "--isolate",
      paramLabel = "LEVEL",
      description =
          "How far the commands are isolated: ${COMPLETION-CANDIDATES}. What cannot be reached is"
              + " exit 2. Default: none; sandbox for a driven run")
  private @Nullable Choice level;

  @Option(
      names = "--isolate-network",
      description = "Take the network away from isolated commands, whatever the spec says.")
  private boolean withoutNetwork;

  @Option(
      names = "--isolate-cache",
      description = "Give isolated commands private copies of the caches of build tools.")
  private boolean copyCaches;

  @Option(
      names = "--isolate-show",
      paramLabel = "PATH",
      description =
          "Let isolated commands read this masked path of the home directory, such as .npmrc.")
  private List<String> unmasked = List.of();

  @Option(
      names = "--isolate-keep",
      paramLabel = "PATTERN",
      description =
          "Copy ignored files that commands write to an export back, such as target/reports.")
  private List<String> kept = List.of();

  /** Used by picocli. */
  IsolationOptions() {}

  /** Returns the isolation that was asked for; empty if none was named. */
  Optional<Isolation> asked() {
    boolean nothing = level == null && !withoutNetwork && !copyCaches && unmasked.isEmpty();
    return nothing ? Optional.empty() : Optional.of(isolation());
  }

  private Isolation isolation() {
    Isolation.Builder isolation =
        Isolation.builder(level == null ? Isolation.Level.NONE : level.level);
    if (withoutNetwork) {
      isolation.withoutNetwork();
    }
    if (copyCaches) {
      isolation.copyCaches();
    }
    try {
      unmasked.forEach(isolation::unmask);
      if (!kept.isEmpty() && level != Choice.export) {
        throw new ParameterException(
            spec.commandLine(), "--isolate-keep needs --isolate=export, which has files to keep");
      }
      kept.forEach(isolation::keep);
      return isolation.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          level == null || level == Choice.none
              ? "--isolate-network, --isolate-cache and --isolate-show need --isolate"
              : "--isolate-show: " + e.getMessage());
    }
  }
}
