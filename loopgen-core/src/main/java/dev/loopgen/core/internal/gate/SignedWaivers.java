package dev.loopgen.core.internal.gate;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.guard.TestAcknowledgements;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signed waivers beside the ledger. Nothing is cached, and no waiver is trusted
 * unverified. Not thread-safe.
 */
final class SignedWaivers {

  /**
   * The most waivers that are read. Beyond that none is used, because an expired one could be among
   * the rest.
   */
  private static final int MAX_COUNT = 100;

  private static final int MAX_BYTES = 1 << 20;

  private final BundleFiles files;
  private final Optional<WaiverVerifier> verifier;
  private final Instant now;

  private final List<WaiverInForce> inForce = new ArrayList<>();
  private final List<String> expired = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private final Set<Sha256> used = new LinkedHashSet<>();

  SignedWaivers(BundleFiles files, Optional<WaiverVerifier> verifier, Instant now) {
    this.files = files;
    this.verifier = verifier;
    this.now = now;
  }

  /**
   * A waiver, and who issued it.
   *
   * @param waiver the waiver
   * @param by a clause that says who signed it, and in which file; empty for a waiver of the policy
   * @param bundle the digest of its file, or null for a waiver of the policy
   */
  record WaiverInForce(Waiver waiver, String by, @Nullable Sha256 bundle) {

    static WaiverInForce ofPolicy(Waiver waiver) {
      return new WaiverInForce(waiver, "", null);
    }

    String describe() {
      return waiver.describe() + by;
    }
  }

  /** Returns a set without signed waivers: only the policy excuses findings. */
  static SignedWaivers none() {
    return new SignedWaivers(new BundleFiles(Path.of("")), Optional.empty(), Instant.EPOCH);
  }

  /**
   * Reads and verifies all signed waivers.
   *
   * @param signers who may sign, according to the policy at the base
   * @param repository supplies the repository's identity at the base; empty if unknown
   * @param tree the judged tree
   */
  SignedWaivers read(
      List<ExpectedIdentity> signers, Supplier<Optional<GitId>> repository, GitId tree) {
    List<String> names = names(signers.isEmpty() ? ignored : undecided);
    if (names.isEmpty()) {
      return this;
    }
    if (signers.isEmpty()) {
      ignored.add("The policy names nobody who may sign waivers, so signed ones do not count.");
    } else if (names.size() > MAX_COUNT) {
      undecided.add("There are more than " + MAX_COUNT + " signed waivers, so none was read.");
    } else if (verifier.isEmpty()) {
      undecided.add("This gate has no waiver verifier.");
    } else {
      repository
          .get()
          .map(root -> new WaiverVerifier.Expectation(ExpectedIdentity.anyOf(signers), root, tree))
          .ifPresentOrElse(
              expected ->
                  names.forEach(name -> read(name + SignedBundle.Kind.WAIVER.suffix(), expected)),
              () ->
                  undecided.add(
                      "The root commit, which identifies the repository, is not in this clone."));
    }
    return this;
  }

  private List<String> names(List<String> unlisted) {
    try {
      return files.names(SignedBundle.Kind.WAIVER);
    } catch (IOException e) {
      unlisted.add("The signed waivers cannot be listed: " + FileReason.of(e) + ".");
      return List.of();
    }
  }

  private void read(String file, WaiverVerifier.Expectation expected) {
    try {
      files
          .read(file, MAX_BYTES)
          .ifPresent(
              bundle ->
                  add(file, Sha256.hash(bundle), verifier.orElseThrow().verify(bundle, expected)));
    } catch (IOException e) {
      ignored.add(file + " does not count. It cannot be read: " + FileReason.of(e) + ".");
    }
  }

  private void add(String file, Sha256 bundle, Check<WaiverVerifier.VerifiedWaiver> check) {
    if (check instanceof WaiverVerifier.VerifiedWaiver verified) {
      add(file, bundle, verified);
    } else if (check instanceof Check.Undecided<?>) {
      undecided.add(file + ": " + check.describe());
    } else {
      ignored.add(file + " does not count. " + check.describe());
    }
  }

  private void add(String file, Sha256 bundle, WaiverVerifier.VerifiedWaiver verified) {
    Waiver waiver = verified.waiver();
    String by = " (signed by " + verified.signer().describe() + ", in " + file + ")";
    if (!waiver.isInForce(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
      expired.add("The waiver of " + waiver.describe() + by + ", has expired.");
    } else if (verified.issuedAt().isAfter(now)) {
      ignored.add(
          file + " does not count. It is dated in the future: " + verified.issuedAt() + ".");
    } else {
      inForce.add(new WaiverInForce(waiver, by, bundle));
    }
  }

  /**
   * Returns the excuse for each finding.
   *
   * @param findings the findings; a signed waiver never excuses that no run passed
   */
  List<WaiverInForce> excuses(FindingList findings) {
    boolean passed =
        findings.all().stream()
            .anyMatch(
                finding ->
                    finding.rule() == GateRule.PASSING_RUN && finding.outcome() == Outcome.MET);
    return inForce.stream()
        .filter(excuse -> passed || excuse.waiver().rule() != GateRule.PASSING_RUN)
        .toList();
  }

  /** Returns what the waivers of tests in force agree to for a loop. */
  List<TestAcknowledgements.SignedAgreement> agreements(String loop) {
    return inForce.stream()
        .filter(one -> one.waiver().isForTestsOf(loop))
        .flatMap(
            one ->
                one.waiver().tests().stream()
                    .map(
                        test ->
                            new TestAcknowledgements.SignedAgreement(
                                test, one.waiver().owner() + one.by(), one.waiver().reason())))
        .toList();
  }

  /** Tells whether a waiver in force is about a test of a loop, which then excuses it. */
  boolean waivesTest(String loop, String test) {
    Optional<WaiverInForce> found =
        inForce.stream()
            .filter(one -> one.waiver().isForTestsOf(loop))
            .filter(
                one ->
                    one.waiver().tests().stream()
                        .anyMatch(name -> TestAcknowledgements.isNamed(test, name)))
            .findFirst();
    found.ifPresent(this::used);
    return found.isPresent();
  }

  /** Records that a waiver excuses something. */
  WaiverInForce used(WaiverInForce excuse) {
    Optional.ofNullable(excuse.bundle()).ifPresent(used::add);
    return excuse;
  }

  /** Returns the digests of the waiver files that excuse something. */
  List<Sha256> used() {
    return List.copyOf(used);
  }

  /** Returns the number of waivers in force. */
  int count() {
    return inForce.size();
  }

  /** Tells whether any waiver is in force or ignored. */
  boolean isAny() {
    return !inForce.isEmpty() || !ignored.isEmpty();
  }

  /** Returns a sentence for each expired waiver, which is a reason to refuse. */
  List<String> expired() {
    return List.copyOf(expired);
  }

  /** Returns a sentence for each waiver that could not be verified either way. */
  List<String> undecided() {
    return List.copyOf(undecided);
  }

  /** Returns a sentence for each waiver that is ignored. */
  List<String> ignored() {
    return List.copyOf(ignored);
  }
}
