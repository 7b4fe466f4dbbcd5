package dev.loopgen.api.run;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.ledger.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 */
public final class Trust {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final @Nullable String revision;
  private final @Nullable String specDigest;
  private final List<ExpectedIdentity> identities;
  private final List<Anchor> anchors;
  private final Map<String, String> platform;

  private Trust(
      @Nullable String revision,
      @Nullable String specDigest,
      List<ExpectedIdentity> identities,
      List<Anchor> anchors,
      Map<String, String> platform) {
    if (revision != null && (revision.isBlank() || revision.startsWith("-"))) {
      throw new IllegalArgumentException("not a revision: " + revision);
    }
    if (specDigest != null && !SHA_256.matcher(specDigest).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + specDigest);
    }
    this.revision = revision;
    this.specDigest = specDigest;
    this.identities = List.copyOf(identities);
    this.anchors = List.copyOf(anchors);
    this.platform = Map.copyOf(platform);
  }

  /**
   * Returns who may have signed runs.
   *
   * @return who may have signed runs; one suffices, and none means that nobody is known
   */
  public List<ExpectedIdentity> identities() {
    return identities;
  }

  /**
   * Returns what the ledger must still hold, from where its writer cannot change it.
   *
   * @return what the ledger must still hold, from where its writer cannot change it
   */
  public List<Anchor> anchors() {
    return anchors;
  }

  /**
   * Returns the variables by which a CI platform says which change it runs for. They count only
   * where no revision is trusted.
   *
   * @return the variables, or none where the platform is not asked
   */
  public Map<String, String> platform() {
    return platform;
  }

  /**
   * Trusts what this clone says and nothing else.
   *
   * @return the local promise
   */
  public static Trust local() {
    return new Trust(null, null, List.of(), List.of(), Map.of());
  }

  /**
   * Trusts the content of a revision.
   *
   * @param revision a ref, tag or commit id; never null, which would be the local promise
   * @return that trust
   * @throws IllegalArgumentException if the revision is blank or looks like an option
   */
  public static Trust ref(String revision) {
    return new Trust(Objects.requireNonNull(revision), null, List.of(), List.of(), Map.of());
  }

  /**
   * Trusts what this clone says, and asks the CI platform which change it runs for: GitHub Actions,
   * GitLab CI, Buildkite, Jenkins, Azure Pipelines and Bitbucket Pipelines. Where there is none,
   * this is {@link #local()}.
   *
   * <p>That can only make more commits of the change count, never fewer: steps of the job, and of
   * some platforms the change itself, can write what the platform says. So this is no substitute
   * for {@link #ref(String)} with a commit that the platform's event named. Nothing is read from
   * the network; on GitHub Actions the event's file is read when a run or a decision starts.
   *
   * @param environment the environment of the job, such as {@link System#getenv()}
   * @return that trust
   */
  public static Trust ofPlatform(Map<String, String> environment) {
    return new Trust(null, null, List.of(), List.of(), PlatformVariables.of(environment));
  }

  /**
   * Trusts in addition one spec, by digest: it is used even where the base has another or none.
   *
   * @param sha256 the loop's digest, with or without the prefix {@code sha256:}
   * @return this trust with the digest
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  public Trust spec(String sha256) {
    String digest = sha256.startsWith("sha256:") ? sha256.substring(7) : sha256;
    return new Trust(revision, digest, identities, anchors, platform);
  }

  /**
   * Trusts in addition a signer. That alone asks for no signature: a {@link
   * dev.loopgen.api.gate.GatePolicy} does. Where that names signers too, a run counts only if one
   * of those and one of these signed it.
   *
   * @param identity who may have signed
   * @return this trust with the signer, beside those named before
   */
  public Trust expecting(ExpectedIdentity identity) {
    return new Trust(revision, specDigest, with(identities, identity), anchors, platform);
  }

  /**
   * Expects in addition that the ledger still holds something.
   *
   * @param anchor what it must hold
   * @return this trust with the anchor
   */
  public Trust anchored(Anchor anchor) {
    return new Trust(revision, specDigest, identities, with(anchors, anchor), platform);
  }

  private static <T> List<T> with(List<T> some, T more) {
    List<T> all = new ArrayList<>(some);
    all.add(Objects.requireNonNull(more));
    return all;
  }

  /**
   * Returns the trusted revision.
   *
   * @return the revision, or empty for the default branch
   */
  public Optional<String> revision() {
    return Optional.ofNullable(revision);
  }

  /**
   * Returns the digest of the spec that the caller adopts.
   *
   * @return the digest, or empty for the spec of the base
   */
  public Optional<String> specDigest() {
    return Optional.ofNullable(specDigest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trust that
        && Objects.equals(revision, that.revision)
        && Objects.equals(specDigest, that.specDigest)
        && identities.equals(that.identities)
        && anchors.equals(that.anchors)
        && platform.equals(that.platform);
  }

  @Override
  public int hashCode() {
    return Objects.hash(revision, specDigest, identities, anchors, platform);
  }

  @Override
  public String toString() {
    return "Trust[revision="
        + revision
        + ", specDigest="
        + specDigest
        + ", identities="
        + identities
        + ", anchors="
        + anchors
        + ", platform="
        + platform
        + "]";
  }
}
