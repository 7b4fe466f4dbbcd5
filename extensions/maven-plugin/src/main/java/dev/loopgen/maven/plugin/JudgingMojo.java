package dev.loopgen.maven.plugin;

import dev.loopgen.api.run.Trust;
import dev.loopgen.core.LoopSpecs;
import java.util.Objects;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals share that judge a change: whom they trust, and which spec they go by. */
abstract class JudgingMojo extends LoopgenMojo {

  static final String ADOPT_SPEC = "loopgen.adoptSpec";
  private static final String TRUST_REF = "loopgen.trustRef";
  private static final String SPEC_FILE = "loopgen.specFile";

  /**
   * The branch, tag or commit whose content is trusted. By default, it is what the clone and the CI
   * platform say. Counts on the command line only.
   *
   * @since 0.1.0
   */
  @Parameter(property = TRUST_REF)
  @Nullable String trustRef;

  /**
   * The digest of the loop, as {@code sha256:} and 64 hexadecimal digits, that is used even if the
   * base has another or none. Counts on the command line only.
   *
   * @since 0.1.0
   */
  @Parameter(property = ADOPT_SPEC)
  @Nullable String adoptSpec;

  /**
   * The spec file, relative to the project. By default, it is {@code .loopgen/loopgen.loop.yaml}.
   * Counts on the command line only.
   *
   * @since 0.1.0
   */
  @Parameter(property = SPEC_FILE)
  @Nullable String specFile;

  /** Used by Maven. */
  JudgingMojo() {}

  /**
   * Returns what the caller trusts.
   *
   * @throws IllegalArgumentException if the POM says so, or a value is not valid
   */
  final Trust trust() {
    settings().require(TRUST_REF, trustRef);
    settings().require(ADOPT_SPEC, adoptSpec);
    Trust trust = trustRef == null ? Trust.ofPlatform(System.getenv()) : Trust.ref(trustRef);
    return adoptSpec == null ? trust : trust.spec(adoptSpec);
  }

  /**
   * Returns the spec file.
   *
   * @throws IllegalArgumentException if the POM names it
   */
  final String specFile() {
    settings().require(SPEC_FILE, specFile);
    return Objects.requireNonNullElse(specFile, LoopSpecs.FILE);
  }
}
