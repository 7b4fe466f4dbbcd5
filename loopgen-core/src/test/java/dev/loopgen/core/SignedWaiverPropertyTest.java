package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Signed waivers excuse what they say and nothing else, and losing one never helps. */
@Tag("slow")
final class SignedWaiverPropertyTest {

  private static final TestSigner OPS = new TestSigner();
  private static final TestSigner STRANGER = new TestSigner();
  private static final GitId OTHER = GitId.of("9".repeat(40));

  private static Path root;
  private static GateProject project;
  private static GitId repository;
  private static GitId tree;

  /** A change with a run of one loop of two, which nobody signed. */
  @BeforeContainer
  static void makeAProject() throws IOException {
    root = Files.createTempDirectory("waivers");
    project = GateProject.in(root.resolve("r"));
    project
        .git()
        .write(
            ".loopgen/loopgen.loop.yaml",
            LoopProject.loop("true", "secret")
                + "  - id: lint\n    verification: {commands: [\"true\"]}\n");
    project.branch();
    project.run();
    repository = GitId.of(project.git().git("rev-list", "--max-parents=0", "HEAD").strip());
    tree = GateProject.decide(project.gate().require("check")).subject().tree();
  }

  @AfterContainer
  static void deleteIt() {
    project.git().sh("cd /; rm -rf " + root);
  }

  /** A waiver in its parts. */
  record Signed(
      GateRule rule, String loop, TestSigner by, String expires, GitId repository, GitId tree) {

    SignedBundle bundle() {
      return by.waive(
          new Waiver(rule, loop, "ops", "a reason", LocalDate.parse(expires)),
          repository,
          Optional.of(tree).filter(id -> !id.equals(repository)),
          Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** A tree that is the repository's id stands for any. */
    boolean counts() {
      return by == OPS
          && repository.equals(SignedWaiverPropertyTest.repository)
          && !tree.equals(OTHER);
    }

    boolean hasExpired() {
      return counts() && expires.startsWith("2020");
    }

    boolean covers(Finding finding) {
      return counts() && rule == finding.rule() && finding.loop().filter(loop::equals).isPresent();
    }
  }

  @Provide
  Arbitrary<List<Signed>> signed() {
    return Combinators.combine(
            Arbitraries.of(GateRule.TRUST, GateRule.PASSING_RUN, GateRule.FRESHNESS),
            Arbitraries.of("check", "check", "lint"),
            Arbitraries.of(OPS, OPS, OPS, STRANGER),
            Arbitraries.of("2999-12-31", "2999-12-31", "2999-12-31", "2020-01-01"),
            Arbitraries.of(repository, repository, repository, OTHER),
            Arbitraries.of(tree, tree, repository, OTHER))
        .as(Signed::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<GatePolicy> policies() {
    return Combinators.combine(
            Arbitraries.of(List.of("check"), List.of("check", "lint")),
            Arbitraries.of(TrustTier.LOCAL, TrustTier.KEY_SIGNED))
        .as(
            (loops, tier) -> {
              GatePolicy.Builder policy = GatePolicy.builder().trust(tier);
              loops.forEach(loop -> policy.require(new GatePolicy.RequiredLoop(loop, tier)));
              return policy.signer(STRANGER.identity()).waiverSigner(OPS.identity()).build();
            });
  }

  private static GateDecision decide(GatePolicy policy, List<Signed> waivers) {
    Path directory = project.git().path(".loopgen/attestations");
    try {
      Files.createDirectories(directory);
      List<Path> files = new ArrayList<>();
      for (Signed waiver : waivers) {
        Path file = directory.resolve("w-" + files.size() + SignedBundle.Kind.WAIVER.suffix());
        files.add(Files.write(file, waiver.bundle().bytes()));
      }
      GateDecision decision = GateProject.decide(project.gate().policy(policy));
      for (Path file : files) {
        Files.delete(file);
      }
      return decision;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 40)
  void decide_waiverLost_turnsARefusalIntoAcceptanceOnlyWhereItHasExpired(
      @ForAll("policies") GatePolicy policy, @ForAll("signed") List<Signed> signed) {
    GateDecision before = decide(policy, signed);

    for (int i = 0; i < signed.size(); i++) {
      List<Signed> left = new ArrayList<>(signed);
      Signed lost = left.remove(i);
      GateDecision after = decide(policy, left);
      assertThat(after.accepted() && !before.accepted() && !lost.hasExpired())
          .as(before + "\n" + after)
          .isFalse();
    }
  }

  @Property(tries = 60)
  void decide_waivers_excuseTheirOwnRulesAloneAndLeaveARun(
      @ForAll("policies") GatePolicy policy, @ForAll("signed") List<Signed> signed) {
    List<Finding> stands =
        decide(policy, List.of()).findings().stream()
            .filter(finding -> !finding.outcome().letsThrough())
            .toList();
    GateDecision with = decide(policy, signed);

    boolean excused =
        stands.stream()
            .allMatch(finding -> signed.stream().anyMatch(waiver -> waiver.covers(finding)));
    assertThat(with.accepted())
        .as(with.toString())
        .isEqualTo(excused && signed.stream().noneMatch(Signed::hasExpired));
    if (with.accepted()) {
      assertThat(with.findings())
          .anyMatch(
              finding ->
                  finding.rule() == GateRule.PASSING_RUN && finding.outcome() == Outcome.MET);
      assertThat(with.subject().waivers())
          .isSubsetOf(digests(signed.stream().filter(Signed::counts).toList()))
          .hasSizeGreaterThanOrEqualTo(stands.isEmpty() ? 0 : 1);
    }
  }

  private static Set<Sha256> digests(List<Signed> waivers) {
    return waivers.stream()
        .map(waiver -> sha256(waiver.bundle().bytes()))
        .collect(Collectors.toSet());
  }

  private static Sha256 sha256(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
