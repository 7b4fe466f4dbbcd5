package dev.loopgen.attest.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.ConsistencyProof;
import dev.loopgen.api.merkle.InclusionProof;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.attest.LogProof;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class WitnessClientTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final NoteKeyPair SHOP = DeterministicKeys.key("example.com/shop", 1);
  private static final List<WitnessKeyPair> KEYS =
      List.of(
          DeterministicKeys.witness("witness.example/1", 11),
          DeterministicKeys.witness("witness.example/2", 12),
          DeterministicKeys.witness("witness.example/3", 13));

  @TempDir private Path directory;

  private final WitnessClient client =
      WitnessClient.builder().timeout(Duration.ofMinutes(2)).build();
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<WitnessServer> servers = new ArrayList<>();

  @BeforeEach
  void serve() throws Exception {
    for (int i = 0; i < 3; i++) {
      Witness.addLog(directory.resolve("w" + i), KEYS.get(i).verifier(), List.of(SHOP.verifier()));
      Witness witness =
          Witness.open(directory.resolve("w" + i), KEYS.get(i), Clock.fixed(NOW, ZoneOffset.UTC));
      witnesses.add(witness);
      servers.add(WitnessServer.of(witness).start());
    }
  }

  @AfterEach
  void stop() {
    servers.forEach(WitnessServer::close);
    witnesses.forEach(Witness::close);
  }

  @Test
  void cosign_growingLog_getsEveryCosignature() throws Exception {
    SignedNote three = cosign(leaves("abc"), null, policy()).note();
    WitnessRound round = cosign(leaves("abcdefg"), three, policy());

    assertThat(round.replies()).extracting(WitnessReply::id).containsOnly("cosigned").hasSize(3);
    assertThat(check(round.note()).quorumAt()).contains(NOW);
    assertThat(check(round.note()).cosigners()).containsExactly("a", "b", "c");
    assertThat(cosign(leaves("abcdefgh"), null, policy()).replies())
        .extracting(WitnessReply::id)
        .containsOnly("cosigned");
    assertThat(
            CheckpointNote.open(round.note(), SHOP.verifier()).verified().orElseThrow().content())
        .isEqualTo(tree(leaves("abcdefg")));
  }

  @Test
  void cosign_proof_carriesTheQuorumOffline() throws Exception {
    List<Sha256> leaves = leaves("abc");
    SignedNote note = cosign(leaves, null, policy()).note();
    LogProof proof =
        LogProof.parse(new LogProof(InclusionProof.of(1, 3, hashes(leaves)), note).format());

    LogPolicy policy = LogPolicy.parse(policy());
    assertThat(
            proof
                .verify(MerkleTree.leafHash(leaves.get(1)), policy, NOW)
                .verified()
                .orElseThrow()
                .content()
                .quorumAt())
        .contains(NOW);
    assertThat(proof.verify(MerkleTree.leafHash(leaves.get(0)), policy, NOW).verified()).isEmpty();
  }

  @Test
  void cosign_witnessesDown_losesTheQuorumAndSaysWho() throws Exception {
    servers.get(0).close();
    WitnessRound two = cosign(leaves("abc"), null, policy());
    assertThat(two.replies())
        .extracting(WitnessReply::id)
        .containsExactly("unavailable", "cosigned", "cosigned");
    assertThat(check(two.note()).quorumAt()).isPresent();

    servers.get(1).close();
    WitnessRound one = cosign(leaves("abcd"), null, policy());
    assertThat(check(one.note()).quorumAt()).isEmpty();
    assertThat(one.replies().get(1).describe()).contains("Witness b cannot be asked");
  }

  @Test
  void cosign_rewrittenLog_isContradictedWithTheOtherNote() throws Exception {
    SignedNote honest = cosign(leaves("abcd"), null, policy()).note();

    for (String forged : List.of("abXd", "aXcdef", "abc")) {
      WitnessRound round = cosign(leaves(forged), null, policy());

      assertThat(round.contradictions()).as(forged).hasSize(3);
      assertThat(check(round.note()).cosigners()).isEmpty();
      Optional<SignedNote> theirs = round.contradictions().findFirst().orElseThrow().evidence();
      assertThat(theirs.orElseThrow().only(List.of(SHOP.verifier())))
          .isEqualTo(honest.only(List.of(SHOP.verifier())));
    }
  }

  @Test
  void cosign_witnessThatLostItsState_isToldAndDoesNotCount() throws Exception {
    SignedNote earlier = cosign(leaves("abcd"), null, policy()).note();
    Path state = directory.resolve("w0");
    servers.get(0).close();
    witnesses.get(0).close();
    delete(state);
    assertThatThrownBy(() -> Witness.open(state, KEYS.get(0), Clock.systemUTC()))
        .isInstanceOf(AttestationException.class);
    Witness.addLog(state, KEYS.get(0).verifier(), List.of(SHOP.verifier()));
    witnesses.set(0, Witness.open(state, KEYS.get(0), Clock.fixed(NOW, ZoneOffset.UTC)));
    servers.set(0, WitnessServer.of(witnesses.get(0)).start());

    WitnessRound round = cosign(leaves("abcde"), earlier, policy());

    assertThat(round.replies().get(0)).isEqualTo(new WitnessReply.LostState("a", 4, 0));
    assertThat(check(round.note()).cosigners()).containsExactly("b", "c");
  }

  @Test
  void cosign_answersThatAreWorthless_neverCount() throws Exception {
    String elsewhere =
        SignedNote.sign(
                new Checkpoint("example.com/other", 1, tree(leaves("a")).root()).text(),
                List.of(KEYS.get(0).signer(Clock.fixed(NOW, ZoneOffset.UTC))))
            .format();
    String replayed = elsewhere.substring(elsewhere.lastIndexOf("\n\n") + 2);
    for (String answer :
        List.of(
            "200 ",
            "200 nonsense\n",
            "200 " + replayed,
            "200 " + "x".repeat(70_000),
            "409 1\n",
            "409 size text",
            "302 ",
            "404 unknown",
            "403 no",
            "400 bad",
            "500 broken",
            "503 ")) {
      try (Canned canned = new Canned(answer)) {
        String policy =
            "witness a " + KEYS.get(0).verifierKey() + " " + canned.uri() + "\nquorum a\n";

        WitnessRound round = cosign(leaves("a"), null, policy);

        assertThat(round.replies())
            .as(answer)
            .singleElement()
            .isNotInstanceOf(WitnessReply.Cosigned.class);
        assertThat(round.note()).isEqualTo(signed(leaves("a")));
        assertThat(round.replies().get(0).describe().length()).isLessThan(500);
      }
    }
  }

  /** Earlier versions of tlog-witness have 409 where the roots of one size differ. */
  @Test
  void cosign_conflictAtTheSameSize_isAContradiction() throws Exception {
    try (Canned canned = new Canned("409 2\n")) {
      String policy =
          "witness a " + KEYS.get(0).verifierKey() + " " + canned.uri() + "\nquorum a\n";

      assertThat(cosign(leaves("ab"), null, policy).contradictions()).hasSize(1);
      assertThat(cosign(leaves("abc"), null, policy).contradictions()).isEmpty();
    }
  }

  @Test
  void cosign_noteOfAnotherKey_asksNobody() {
    NoteKeyPair impostor = DeterministicKeys.key("example.com/shop", 77);
    SignedNote forged = CheckpointNote.sign(tree(leaves("a")), impostor.signer());

    assertThatThrownBy(
            () ->
                client.cosign(
                    forged, SHOP.verifier(), LogPolicy.parse(policy()), null, old -> null))
        .isInstanceOf(AttestationException.class);
    assertThat(witnesses.get(0).latest(Witness.hash("example.com/shop"))).isEmpty();
  }

  private static void delete(Path state) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(state)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private WitnessRound cosign(List<Sha256> leaves, @Nullable SignedNote earlier, String policy)
      throws InterruptedException {
    return client.cosign(
        signed(leaves),
        SHOP.verifier(),
        LogPolicy.parse(policy),
        earlier,
        old -> ConsistencyProof.of(old, leaves.size(), hashes(leaves)));
  }

  private static CosignedCheckpoint check(SignedNote note) {
    String policy =
        "log %s\nwitness a %s\nwitness b %s\nwitness c %s\ngroup q 2 a b c\nquorum q\n"
            .formatted(
                SHOP.verifierKey(),
                KEYS.get(0).verifierKey(),
                KEYS.get(1).verifierKey(),
                KEYS.get(2).verifierKey());
    return LogPolicy.parse(policy).check(note, NOW).verified().orElseThrow().content();
  }

  private String policy() {
    StringBuilder policy = new StringBuilder("log " + SHOP.verifierKey() + "\n");
    for (int i = 0; i < 3; i++) {
      policy.append(
          "witness %s %s %s\n"
              .formatted("abc".charAt(i), KEYS.get(i).verifierKey(), servers.get(i).uri() + "/"));
    }
    return policy + "group q 2 a b c\nquorum q\n";
  }

  private static SignedNote signed(List<Sha256> leaves) {
    return CheckpointNote.sign(tree(leaves), SHOP.signer());
  }

  private static Checkpoint tree(List<Sha256> leaves) {
    MerkleTree tree = MerkleTree.empty();
    leaves.forEach(tree::append);
    return new Checkpoint("example.com/shop", tree.size(), tree.root());
  }

  private static List<Sha256> leaves(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> Sha256.hash(("" + (char) letter).getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static Iterator<Sha256> hashes(List<Sha256> leaves) {
    return leaves.stream().map(MerkleTree::leafHash).iterator();
  }

  /** A witness that always gives the same answer. */
  private static final class Canned implements AutoCloseable {

    private final HttpServer server;

    Canned(String answer) throws Exception {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
              exchange.getRequestBody().readAllBytes();
              exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
              exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
              exchange.sendResponseHeaders(
                  Integer.parseInt(answer.substring(0, 3)), body.length == 0 ? -1 : body.length);
              exchange.getResponseBody().write(body);
            }
          });
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
