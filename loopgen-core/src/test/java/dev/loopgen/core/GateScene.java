package dev.loopgen.core;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.core.internal.spec.SpecReader;
import dev.loopgen.testkit.FixedChangeDetector;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs of two loops for one tree, in memory: which passed, who signed them, how many of them the
 * base has, and after how many of them a checkpoint was kept there.
 *
 * @param runs the runs, the oldest first
 * @param atBase how many of them the ledger of the base holds
 * @param kept the number of runs that the checkpoint at the base covers; 0 for none
 */
public record GateScene(List<Run> runs, int atBase, int kept) {

  public static final TestSigner ANN = new TestSigner();
  public static final TestSigner BOB = new TestSigner();
  public static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  public static final String CHECKPOINT = ".loopgen/kept";

  private static final String SPEC_FILE = ".loopgen/loopgen.loop.yaml";
  private static final String SPEC =
      "loops:\n"
          + "  - {id: check, verification: {commands: [a]}}\n"
          + "  - {id: lint, verification: {commands: [b]}}\n";

  /** A run, by nobody, Ann or Bob. */
  public record Run(String loop, boolean passed, String signer, int hoursAgo) {}

  /** What somebody took away since. */
  public record Loss(Set<Integer> runs, Set<Integer> bundles, boolean checkpoint) {

    public static final Loss NONE = new Loss(Set.of(), Set.of(), false);
  }

  /** Decides about the tree once some of it is lost; what is left is linked anew. */
  public GateDecision decide(Loss loss, UnaryOperator<GateBuilder> gate) {
    try {
      Path project = Files.createTempDirectory("scene");
      try {
        Path spec = project.resolve(SPEC_FILE);
        Files.createDirectories(spec.getParent());
        Files.writeString(spec, SPEC);
        return decide(project, loss, gate);
      } finally {
        delete(project);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private GateDecision decide(Path project, Loss loss, UnaryOperator<GateBuilder> gate)
      throws InterruptedException {
    InMemoryAuditLedger whole = new InMemoryAuditLedger();
    List<AuditEntry> entries = new ArrayList<>();
    FixedChangeDetector bare = new FixedChangeDetector(project, base(List.of(), ""));
    for (int i = 0; i < runs.size(); i++) {
      entries.add(whole.append(facts(i, tree(bare))));
    }
    EntryGraph graph = EntryGraph.of(whole);
    sign(project, entries, graph, loss);
    String checkpoint = loss.checkpoint() || kept == 0 ? "" : text(graph, entries.get(kept - 1));
    FixedChangeDetector detector =
        new FixedChangeDetector(project, base(entries.subList(0, atBase), checkpoint));
    Stream.of(CHECKPOINT, ".loopgen/audit.jsonl").forEach(detector::remove);
    InMemoryAuditLedger left = new InMemoryAuditLedger();
    IntStream.range(0, runs.size())
        .filter(i -> !loss.runs().contains(i))
        .forEach(i -> left.append(entries.get(i).json()));
    GateBuilder builder =
        Loopgen.gate(project)
            .detector(detector)
            .ledger(left)
            .attestations(TestSigner.verifier())
            .checkpoints((file, keys) -> List.of(checkpoint(file)))
            .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    return gate.apply(builder).build().decide();
  }

  private static String tree(FixedChangeDetector detector) {
    return detector
        .snapshot(
            new SnapshotRequest(
                detector.resolveBase(BaseRequest.defaults()),
                PathPatterns.of(List.of(), detector.workTree()),
                HashingMode.CONTENT))
        .treeId()
        .hex();
  }

  private static Map<String, String> base(List<AuditEntry> entries, String checkpoint) {
    Map<String, String> files = new HashMap<>(Map.of(SPEC_FILE, SPEC));
    if (!entries.isEmpty()) {
      files.put(
          ".loopgen/audit.jsonl",
          entries.stream()
              .map(entry -> entry.json().canonical() + "\n")
              .collect(Collectors.joining()));
    }
    if (!checkpoint.isEmpty()) {
      files.put(CHECKPOINT, checkpoint);
    }
    return files;
  }

  private Json.Obj facts(int index, String tree) {
    Run run = runs.get(index);
    LoopSpec loop = SpecReader.read(SPEC.getBytes(StandardCharsets.UTF_8), "spec").find(run.loop());
    Map<String, Json> members =
        new LinkedHashMap<>(LedgerFacts.judged("run-" + index, run.passed()).members());
    members.put("loopId", Json.of(run.loop()));
    members.put("timestamp", Json.of(NOW.minus(Duration.ofHours(run.hoursAgo())).toString()));
    members.put(
        "provenance",
        Json.object()
            .put("tier", "local")
            .put("subject", Json.object().put("loopSpecHash", loop.digest()).build())
            .build());
    Map<String, Json> judgement =
        new LinkedHashMap<>(((Json.Obj) members.get("judgement")).members());
    judgement.put("judgedTree", Json.of(tree));
    judgement.put("guard", Json.object().put("acknowledged", List.of()).build());
    members.put("judgement", new Json.Obj(judgement));
    return new Json.Obj(members);
  }

  private void sign(Path project, List<AuditEntry> entries, EntryGraph graph, Loss loss) {
    Attestations bundles = Loopgen.attestations(project);
    for (int i = 0; i < entries.size(); i++) {
      AuditEntry entry = entries.get(i);
      String name = runs.get(i).signer();
      if (!name.equals("nobody") && !loss.bundles().contains(i)) {
        LedgerPosition position = LedgerPosition.of(entry, graph).orElseThrow();
        TestSigner signer = name.equals("ann") ? ANN : BOB;
        bundles.store(
            entry, ((AttestationOutcome.Signed) signer.attest(entry, position)).bundles());
      }
    }
  }

  private static String text(EntryGraph graph, AuditEntry entry) {
    TreeHead head = graph.treeHead(Sha256.ofHex(entry.hash().orElseThrow())).orElseThrow();
    return new Checkpoint("scene", head.size(), head.root()).text();
  }

  private static Checkpoint checkpoint(byte[] file) {
    return Checkpoint.parse(new String(file, StandardCharsets.UTF_8));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }
}
