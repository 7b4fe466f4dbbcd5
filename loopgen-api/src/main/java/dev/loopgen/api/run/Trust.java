package dev.loopgen.api.run;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the caller trusts, so that nothing under judgement supplies its own expectation.
 *
 * <p>Whatever is absent falls back to the local promise: relative to the refs, objects and files of
 * this clone, which whoever can write it controls. A value given here is only as good as the place
 * it comes from: in CI, the base id of the platform's event, not something the change computed.
 *
 * @param revision a ref, tag or commit id whose content is trusted, or null for the default branch
 *     as this clone knows it
 * @param specDigest the SHA-256 of the loop that is expected, in lower-case hexadecimal, or null
 *     for the spec of the base
 */
public record Trust(@Nullable String revision, @Nullable String specDigest) {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the revision is blank or looks like an option, or the
   *     digest is not 64 lower-case hexadecimal digits
   */
  public Trust {
    if (revision != null && (revision.isBlank() || revision.startsWith("-"))) {
      throw new IllegalArgumentException("not a revision: " + revision);
    }
    if (specDigest != null && !SHA_256.matcher(specDigest).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + specDigest);
    }
  }

  /**
   * Trusts what this clone says and nothing else.
   *
   * @return the local promise
   */
  public static Trust local() {
    return new Trust(null, null);
  }

  /**
   * Trusts the content of a revision.
   *
   * @param revision a ref, tag or commit id; never null, which would be the local promise
   * @return that trust
   * @throws IllegalArgumentException if the revision is blank or looks like an option
   */
  public static Trust ref(String revision) {
    return new Trust(Objects.requireNonNull(revision), null);
  }

  /**
   * Trusts in addition one spec, by digest: it is used even where the base has another or none.
   *
   * @param sha256 the loop's digest, with or without the prefix {@code sha256:}
   * @return this trust with the digest
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  public Trust spec(String sha256) {
    return new Trust(revision, sha256.startsWith("sha256:") ? sha256.substring(7) : sha256);
  }

  /**
   * Returns the trusted revision.
   *
   * @return the revision, or empty for the default branch
   */
  public Optional<String> trustedRevision() {
    return Optional.ofNullable(revision);
  }

  /**
   * Returns the digest of the spec that the caller adopts.
   *
   * @return the digest, or empty for the spec of the base
   */
  public Optional<String> adoptedSpec() {
    return Optional.ofNullable(specDigest);
  }
}
