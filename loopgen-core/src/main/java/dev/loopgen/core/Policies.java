package dev.loopgen.core;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.gate.LedgerReplay;
import dev.loopgen.core.internal.gate.PolicyInForce;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.policy.PolicyPreset;
import dev.loopgen.core.internal.policy.PolicyReader;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads gate policies from files such as {@code .loopgen/policy.yaml}, and writes new ones from
 * presets.
 */
public final class Policies {

  /** The path of the policy file, relative to the project. */
  public static final String FILE = PolicyReader.FILE;

  private Policies() {}

  /**
   * Reads a policy.
   *
   * @param bytes the content of the file, YAML in UTF-8
   * @param name the file's name, for messages
   * @return the policy, with the file's digest
   * @throws dev.loopgen.api.SpecException if a member is unknown, missing or invalid; the message
   *     names file, line and key
   */
  public static GatePolicy read(byte[] bytes, String name) {
    return PolicyReader.read(bytes, name);
  }

  /**
   * Reads an age as policies spell it.
   *
   * @param text a number of minutes, hours or days, such as {@code 30m}, {@code 12h} or {@code 7d}
   * @return the age
   * @throws IllegalArgumentException if it is anything else
   */
  public static Duration age(String text) {
    return PolicyReader.age(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an age must be a number of minutes, hours or days such as 30m, 12h or 7d, not "
                        + text));
  }

  /**
   * Lists the policy presets of this library.
   *
   * @return their names, the least strict first
   */
  public static List<String> presets() {
    return PolicyPreset.NAMES;
  }

  /**
   * Lists the parameters of a preset.
   *
   * @param preset its name
   * @return the names of its parameters; empty if it has none
   * @throws IllegalArgumentException if there is no such preset
   */
  public static Set<String> parameters(String preset) {
    return find(preset).parameters();
  }

  /**
   * Returns a preset as the text of a policy file, with comments and parameters filled in.
   *
   * @param preset its name
   * @param parameters a value for each of its parameters
   * @return the text of the file
   * @throws IllegalArgumentException if there is no such preset, or a parameter is missing or
   *     unknown
   * @throws dev.loopgen.api.SpecException if a value is not valid
   */
  public static String write(String preset, Map<String, String> parameters) {
    PolicyPreset found = find(preset);
    if (!found.parameters().equals(parameters.keySet())) {
      throw new IllegalArgumentException(
          "The preset "
              + preset
              + " needs "
              + (found.parameters().isEmpty()
                  ? "no parameter."
                  : "exactly these parameters: " + String.join(", ", found.parameters()) + "."));
    }
    String text = found.filledText(parameters);
    read(text.getBytes(StandardCharsets.UTF_8), "The policy of preset " + preset);
    return text;
  }

  /**
   * Returns the policy in force for a project's change, which is the one at its base.
   *
   * @param project the project's directory
   * @param trust what the caller trusts, from which the base follows
   * @return the policy and where it comes from
   * @throws dev.loopgen.api.RepositoryException if the repository cannot be read or the base does
   *     not resolve
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   * @throws dev.loopgen.api.SpecException if the policy of the base is not valid
   * @throws InterruptedException if the thread is interrupted
   */
  public static PolicySource atBase(Path project, Trust trust) throws InterruptedException {
    ChangeDetector detector = JGitChangeDetector.open(project.toAbsolutePath().normalize());
    Base base = PolicyInForce.base(detector, trust, RunHistory.read(Loopgen.ledger(project)));
    PolicyInForce found = PolicyInForce.choose(Optional.empty(), base, detector.workTree());
    return new PolicySource(
        found.policy(), found.origin(), base.expectations().commit().orElse(null));
  }

  /**
   * Replays two policies over the runs in a project's ledger, to see which decisions would differ.
   * Only the ledger and its bundles are consulted: which runs passed, who vouches for them, and
   * whether they are older than a policy's {@code since}.
   *
   * @param project the project's directory
   * @param before the first policy
   * @param after the second policy
   * @param verifier what verifies bundles
   * @param limit the maximum number of trees, the newest first
   * @param now the current time; later runs do not count
   * @return both decisions for each tree
   * @throws dev.loopgen.api.LedgerException if the ledger is missing, empty, damaged, or written to
   *     meanwhile
   */
  public static PolicyReplay replay(
      Path project,
      GatePolicy before,
      GatePolicy after,
      AttestationVerifier verifier,
      int limit,
      Instant now) {
    Path directory = project.toAbsolutePath().normalize();
    LedgerReplay replay =
        LedgerReplay.of(Loopgen.ledger(directory), new BundleFiles(directory), verifier, now);
    List<String> all = replay.trees();
    List<String> trees = all.subList(0, Math.min(limit, all.size()));
    return new PolicyReplay(
        trees.stream()
            .filter(tree -> tree.matches("[0-9a-f]{40}"))
            .map(tree -> tree(tree, replay.decide(before, tree), replay.decide(after, tree)))
            .toList(),
        all.size() - trees.size());
  }

  private static PolicyReplay.Tree tree(
      String id, LedgerReplay.Verdict before, LedgerReplay.Verdict after) {
    return new PolicyReplay.Tree(
        GitId.of(id), before.lastRun(), before.findings(), after.findings());
  }

  private static PolicyPreset find(String name) {
    return PolicyPreset.find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no preset "
                        + name
                        + ". There are: "
                        + String.join(", ", presets())
                        + "."));
  }
}
