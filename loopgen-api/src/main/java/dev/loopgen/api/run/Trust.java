package dev.loopgen.api.run;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.WitnessQuorum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the caller trusts. Expectations come from here, never from the change under judgement.
 *
 * <p>Absent values fall back to local trust: the refs, objects and files of this clone, which
 * anyone who can write to it controls. A value is only as trustworthy as its source: in CI, use the
 * base commit of the platform's event, not something that the change computed.
 */
public final class Trust {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final @Nullable String revision;
  private final @Nullable String specDigest;
  private final List<ExpectedIdentity> identities;
  private final List<Anchor> anchors;
  private final List<WitnessQuorum> witnesses;
  private final Map<String, String> platform;
  private final @Nullable HiddenChecks hiddenChecks;

  private Trust(
      @Nullable String revision,
      @Nullable String specDigest,
      List<ExpectedIdentity> identities,
      List<Anchor> anchors,
      List<WitnessQuorum> witnesses,
      Map<String, String> platform,
      @Nullable HiddenChecks hiddenChecks) {
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
    this.witnesses = List.copyOf(witnesses);
    this.platform = Map.copyOf(platform);
    this.hiddenChecks = hiddenChecks;
  }

  /**
   * Returns the trusted signers of runs.
   *
   * @return the identities, any of which suffices; empty if no signer is known
   */
  public List<ExpectedIdentity> identities() {
    return identities;
  }

  /**
   * Returns the anchors that the ledger must be consistent with, from a source that the ledger's
   * writer cannot change.
   *
   * @return the anchors
   */
  public List<Anchor> anchors() {
    return anchors;
  }

  /**
   * Returns the environment variables by which a CI platform identifies the change under test. They
   * count only if no revision is trusted.
   *
   * @return the variables; empty if the platform is not consulted
   */
  public Map<String, String> platform() {
    return platform;
  }

  /**
   * Trusts only this clone.
   *
   * @return local trust
   */
  public static Trust local() {
    return new Trust(null, null, List.of(), List.of(), List.of(), Map.of(), null);
  }

  /**
   * Trusts the content of a revision.
   *
   * @param revision a ref, tag or commit id
   * @return that trust
   * @throws IllegalArgumentException if the revision is blank or looks like an option
   */
  public static Trust ref(String revision) {
    return new Trust(
        Objects.requireNonNull(revision, "revision"),
        null,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        null);
  }

  /**
   * Trusts this clone and consults the CI platform about the change under test: GitHub Actions,
   * GitLab CI, Buildkite, Jenkins, Azure Pipelines or Bitbucket Pipelines. Without such a platform,
   * this is {@link #local()}.
   *
   * <p>The platform can only add commits to the change, never remove any, because steps of the job,
   * and on some platforms the change itself, can forge what the platform says. So this is no
   * substitute for {@link #ref(String)} with a commit from the platform's event. Nothing is read
   * from the network; on GitHub Actions, the event file is read when a run or a decision starts.
   *
   * @param environment the environment of the job, such as {@link System#getenv()}
   * @return that trust
   */
  public static Trust ofPlatform(Map<String, String> environment) {
    return new Trust(
        null, null, List.of(), List.of(), List.of(), PlatformVariables.of(environment), null);
  }

  /**
   * Additionally trusts one spec by digest: it is used even if the base has another one or none.
   *
   * @param sha256 the loop's digest, with or without the prefix {@code sha256:}
   * @return this trust with the digest
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  public Trust spec(String sha256) {
    String digest = sha256.startsWith("sha256:") ? sha256.substring(7) : sha256;
    return new Trust(revision, digest, identities, anchors, witnesses, platform, hiddenChecks);
  }

  /**
   * Additionally trusts a signer. This alone requires no signature; a {@link
   * dev.loopgen.api.gate.GatePolicy} does. If the policy also names signers, a run counts only if
   * it is signed by one of them and by one of these.
   *
   * @param identity who may have signed
   * @return this trust with the additional signer
   */
  public Trust expecting(ExpectedIdentity identity) {
    return new Trust(
        revision,
        specDigest,
        with(identities, identity),
        anchors,
        witnesses,
        platform,
        hiddenChecks);
  }

  /**
   * Additionally requires the ledger to be consistent with an anchor.
   *
   * @param anchor the anchor
   * @return this trust with the anchor
   */
  public Trust anchored(Anchor anchor) {
    return new Trust(
        revision, specDigest, identities, with(anchors, anchor), witnesses, platform, hiddenChecks);
  }

  /**
   * Additionally requires that witnesses cosigned a checkpoint of the ledger which covers every run
   * that counts. The checkpoints are those beside the ledger; which log, which witnesses and how
   * many are needed comes from here.
   *
   * @param quorum the logs, the witnesses, their quorum and its maximum age, from a source that the
   *     ledger's writer cannot change
   * @return this trust with the requirement
   */
  public Trust witnessed(WitnessQuorum quorum) {
    return new Trust(
        revision, specDigest, identities, anchors, with(witnesses, quorum), platform, hiddenChecks);
  }

  /**
   * Returns the quorums of witnesses that a checkpoint of the ledger must have.
   *
   * @return the quorums, all of which are needed
   */
  public List<WitnessQuorum> witnesses() {
    return witnesses;
  }

  /**
   * Additionally requires the change to pass checks that its author does not know. They are laid
   * over an export of its tree after the loop's own commands, and need isolation: without it, no
   * run starts.
   *
   * @param checks where they are
   * @return this trust with the checks
   */
  public Trust hiddenChecks(HiddenChecks checks) {
    return new Trust(
        revision,
        specDigest,
        identities,
        anchors,
        witnesses,
        platform,
        Objects.requireNonNull(checks, "checks"));
  }

  /**
   * Returns the checks that the author of a change does not know.
   *
   * @return where they are; empty if there are none
   */
  public Optional<HiddenChecks> hiddenChecks() {
    return Optional.ofNullable(hiddenChecks);
  }

  private static <T> List<T> with(List<T> some, T more) {
    List<T> all = new ArrayList<>(some);
    all.add(Objects.requireNonNull(more, "more"));
    return all;
  }

  /**
   * Returns the trusted revision.
   *
   * @return the revision; empty for the default branch
   */
  public Optional<String> revision() {
    return Optional.ofNullable(revision);
  }

  /**
   * Returns the digest of the spec that the caller adopts.
   *
   * @return the digest; empty for the spec of the base
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
        && witnesses.equals(that.witnesses)
        && platform.equals(that.platform)
        && Objects.equals(hiddenChecks, that.hiddenChecks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        revision, specDigest, identities, anchors, witnesses, platform, hiddenChecks);
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
        + ", witnesses="
        + witnesses
        + ", platform="
        + platform
        + ", hiddenChecks="
        + (hiddenChecks != null)
        + "]";
  }
}
