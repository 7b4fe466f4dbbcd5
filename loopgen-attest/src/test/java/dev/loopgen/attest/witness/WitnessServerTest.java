package dev.loopgen.attest.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class WitnessServerTest {

  /** The example request of tlog-witness. */
  private static final String EXAMPLE =
      """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  private static final WitnessKeyPair WITNESS = DeterministicKeys.witness("witness.example/w1", 11);
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1679315147), ZoneOffset.UTC);

  @TempDir private Path state;

  private SpecLog log;
  private SpecLog other;
  private Witness witness;
  private WitnessServer server;

  @BeforeEach
  void serve() throws Exception {
    log = new SpecLog("example.com/shop").append("a", "b", "c", "d", "e", "f", "g");
    other = new SpecLog("example.com/other").append("x", "y");
    Witness.addLog(state, WITNESS.verifier(), List.of(NoteVerifier.parse(log.vkey())));
    Witness.addLog(state, WITNESS.verifier(), List.of(NoteVerifier.parse(other.vkey())));
    start();
  }

  private void start() throws Exception {
    witness = Witness.open(state, WITNESS, CLOCK);
    server = WitnessServer.of(witness).start();
  }

  @AfterEach
  void stop() {
    server.close();
    witness.close();
  }

  @Test
  void addCheckpoint_growingLog_isCosignedAtEachSize() throws Exception {
    int old = 0;
    for (int size : new int[] {0, 1, 3, 3, 4, 7}) {
      HttpResponse<String> answer = post(log.request(old, size));

      assertThat(answer.statusCode()).as("size " + size).isEqualTo(200);
      assertThat(SpecLog.timestamp(answer.body(), log.checkpoint(size), WITNESS.verifierKey()))
          .isEqualTo(1679315147);
      HttpResponse<String> latest = SpecLog.get(server.uri(), log.monitorPath());
      assertThat(latest.statusCode()).isEqualTo(200);
      assertThat(latest.body()).isEqualTo(log.checkpoint(size) + answer.body());
      old = size;
    }
    assertThat(SpecLog.get(server.uri(), other.monitorPath()).statusCode()).isEqualTo(404);
  }

  @Test
  void addCheckpoint_exampleOfTheSpecification_isReadByteByByte() throws Exception {
    byte[] body = EXAMPLE.getBytes(StandardCharsets.UTF_8);
    assertThat(AddCheckpoint.parse(body))
        .satisfies(
            request -> {
              assertThat(request.old()).isEqualTo(20852014);
              assertThat(request.path()).hasSize(4);
              assertThat(request.format()).isEqualTo(body);
            });
    assertThat(post(EXAMPLE).statusCode()).isEqualTo(404);

    SpecLog sofa = new SpecLog("example.com/behind-the-sofa");
    restartWith(sofa);
    assertThat(post(EXAMPLE).statusCode()).isEqualTo(403);
  }

  @Test
  void addCheckpoint_byteFixture_isAnsweredByteByByte() throws Exception {
    var shop = DeterministicKeys.key("example.com/fixture", 1);
    stop();
    Witness.addLog(state, WITNESS.verifier(), List.of(shop.verifier()));
    start();
    String body =
        """
        old 0

        example.com/fixture
        1
        ypeBEsobvcrU7ETrZNHgQd3mC1qrS2RSrTBAQFgXhtk=

        — example.com/fixture SIGNATURE
        """;
    String signature =
        SignedNote.sign(body.substring(7, body.indexOf("\n\n—") + 1), List.of(shop.signer()))
            .format();
    String request =
        body.replace("SIGNATURE", signature.substring(signature.lastIndexOf(' ') + 1).strip());
    int length = request.getBytes(StandardCharsets.UTF_8).length;
    String response =
        raw(
            "POST /add-checkpoint HTTP/1.1\r\nHost: witness.example\r\nContent-Length: "
                + length
                + "\r\nConnection: close\r\n\r\n"
                + request);

    assertThat(response)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\n\r\n\u2014 witness.example/w1 ")
        .endsWith("\n");
    String line = response.substring(response.indexOf("\r\n\r\n") + 4);
    assertThat(
            SpecLog.timestamp(
                line, request.substring(request.indexOf("\n\n") + 2), WITNESS.verifierKey()))
        .isEqualTo(1679315147);
    assertThat(
            raw(
                "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: "
                    + length
                    + "\r\nConnection: close\r\n\r\n"
                    + request))
        .startsWith("HTTP/1.1 409 ")
        .containsIgnoringCase("\r\nContent-Type: text/x.tlog.size\r\n")
        .endsWith("\r\n\r\n1\n");
  }

  @Test
  void addCheckpoint_unknownLogOrKey_isNotFoundOrForbidden() throws Exception {
    SpecLog stranger = new SpecLog("example.com/stranger").append("a");
    assertStatus(404, stranger.request(0, 1));
    SpecLog impostor = new SpecLog("example.com/shop").append("a");
    assertStatus(403, impostor.request(0, 1));
    String signed = log.request(0, 1);
    assertStatus(403, signed.replace("\n1\n", "\n2\n"));
    String replayed = other.request(0, 2).replace("example.com/other\n2", "example.com/shop\n2");
    assertStatus(403, replayed);
    String both = signed + impostor.checkpoint(1).lines().skip(4).findFirst().orElseThrow() + "\n";
    assertStatus(200, both);
    assertThat(SpecLog.get(server.uri(), log.monitorPath()).body())
        .startsWith(log.checkpoint(1))
        .hasLineCount(6);
    String forged = signed.substring(0, signed.length() - 5) + "AAA=\n";
    assertStatus(403, forged);
  }

  @Test
  void addCheckpoint_malformedRequest_isBad() throws Exception {
    String valid = log.request(0, 3);
    String proof = "\n" + "A".repeat(43) + "=";
    for (String bad :
        List.of(
            "",
            "old 0\n",
            valid.replace("old 0", "old 00"),
            valid.replace("old 0", "old -1"),
            valid.replace("old 0", "old +1"),
            valid.replace("old 0", "old 9999999999999999999"),
            valid.replace("old 0", "Old 0"),
            valid.replace("old 0", "old 0 "),
            valid.replace("old 0", "old 0\nAAAA"),
            valid.replace("old 0", "old 0" + proof.repeat(64)),
            valid.replace("\n", "\r\n"),
            valid.substring(0, valid.length() - 1),
            valid.replaceFirst("\n\n", "\n"),
            "old 4\n\n" + log.checkpoint(3),
            "old 0\n\n" + log.note("example.com/shop\nthree\nx\n"))) {
      assertStatus(400, bad);
    }
    assertStatus(413, "old 0\n\n" + "x".repeat(64 << 10));
    String longest = padded(valid, 64 << 10);
    assertStatus(403, longest);
    assertThat(chunked(longest)).startsWith("HTTP/1.1 403 ");
    assertStatus(413, padded(valid, (64 << 10) + 1));
    assertThat(chunked(padded(valid, (64 << 10) + 1))).startsWith("HTTP/1.1 413 ");
    assertStatus(200, valid);
  }

  @Test
  void addCheckpoint_otherSizeThanTheLast_isAConflictThatSaysIt() throws Exception {
    assertStatus(409, log.request(1, 3));
    assertStatus(200, log.request(0, 3));

    HttpResponse<String> answer = post(log.request(0, 4));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    assertThat(answer.body()).isEqualTo("3\n");
    assertStatus(409, log.request(2, 3));
    assertStatus(200, log.request(3, 4));
    assertStatus(409, log.request(3, 4));
    assertStatus(409, log.request(0, 1));
  }

  @Test
  void addCheckpoint_notAContinuation_isUnprocessable() throws Exception {
    assertStatus(422, log.request(0, 3).replace("old 0\n", "old 0\n" + "A".repeat(43) + "=\n"));
    assertStatus(422, "old 0\n\n" + log.note("example.com/shop\n0\n" + "A".repeat(43) + "=\n"));
    assertStatus(200, log.request(0, 3));
    SpecLog fork = log.fork(2).append("C", "D", "E", "F");

    assertStatus(422, fork.request(3, 3));
    assertStatus(422, fork.request(3, 5));
    assertStatus(422, log.request(3, 5).replaceFirst("\n.{44}\n", "\n"));
    assertStatus(422, "old 3\n\n" + log.checkpoint(5));

    assertThat(SpecLog.get(server.uri(), log.monitorPath()).body()).startsWith(log.checkpoint(3));
    assertThat(logState("example.com/shop").resolve("split-view"))
        .hasContent(
            SpecLog.get(server.uri(), log.monitorPath()).body() + "\n" + fork.checkpoint(3));
  }

  @Test
  void addCheckpoint_stateThatCannotBeWritten_leavesNoCosignature() throws Exception {
    assertStatus(200, log.request(0, 3));
    Path obstacle = logState("example.com/shop").resolve("checkpoint.new");
    Files.createDirectories(obstacle.resolve("x"));

    HttpResponse<String> answer = post(log.request(3, 5));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("\u2014");
    stop();
    Files.delete(obstacle.resolve("x"));
    Files.delete(obstacle);
    start();
    assertThat(post(log.request(0, 5)).body()).isEqualTo("3\n");
    assertStatus(200, log.request(3, 5));
  }

  @Test
  void addCheckpoint_stateWrittenButAnswerLost_isCosignedAgainAtTheSameSize() throws Exception {
    witness.addCheckpoint(log.request(0, 3).getBytes(StandardCharsets.UTF_8));
    stop();
    start();

    assertThat(post(log.request(0, 3)).body()).isEqualTo("3\n");
    assertStatus(200, log.request(3, 3));
  }

  @Test
  void addCheckpoint_stateLostOrPutBackWhileServing_isRefused() throws Exception {
    assertStatus(200, log.request(0, 3));
    Path last = logState("example.com/shop").resolve("checkpoint");
    String backup = Files.readString(last);
    assertStatus(200, log.request(3, 5));
    String newest = Files.readString(last);

    Files.writeString(last, backup);
    assertStatus(500, log.request(3, 4));
    assertStatus(500, log.request(5, 7));
    Files.delete(last);
    assertStatus(500, log.request(0, 7));
    assertStatus(200, other.request(0, 2));
    Files.writeString(last, newest);
    assertStatus(200, log.request(5, 7));
  }

  @Test
  void open_stateThatWasLostOrDamaged_isRefused() throws Exception {
    assertStatus(200, log.request(0, 3));
    stop();
    Path directory = logState("example.com/shop");
    Path last = directory.resolve("checkpoint");
    String note = Files.readString(last);
    for (String damaged : List.of("", note.substring(0, 40), log.checkpoint(3), "0\n")) {
      Files.writeString(last, damaged);
      assertRefused("lost or damaged");
    }
    Files.delete(last);
    assertRefused("lost or damaged");
    Files.writeString(last, note);
    Path elsewhere = directory.resolveSibling("0".repeat(64));
    Files.move(directory, elsewhere);
    assertRefused("of another log");
    Files.move(elsewhere, directory);
    Files.move(state.resolve("logs"), state.resolve("gone"));
    Files.createDirectory(state.resolve("logs"));
    assertRefused("knows no log");
    Files.delete(state.resolve("witness"));
    assertRefused("no state of a witness");
    assertThatThrownBy(() -> Witness.open(state.resolve("none"), WITNESS, CLOCK))
        .isInstanceOf(AttestationException.class);
    Files.delete(state.resolve("logs"));
    Files.move(state.resolve("gone"), state.resolve("logs"));
    assertThatThrownBy(
            () ->
                Witness.addLog(
                    state, WITNESS.verifier(), List.of(NoteVerifier.parse(other.vkey()))))
        .hasMessageContaining("its key is missing");
    Files.writeString(state.resolve("witness"), WITNESS.verifierKey() + "\n");
    start();
  }

  @Test
  void addLog_afterACrashThatLeftNoWholeKey_startsAgain() throws Exception {
    for (String left : List.of("", WITNESS.verifierKey().substring(0, 20))) {
      Path directory = Files.createTempDirectory(state, "crashed-");
      Files.createDirectory(directory.resolve("logs"));
      Files.writeString(directory.resolve("witness"), left);
      assertThatThrownBy(() -> Witness.open(directory, WITNESS, CLOCK))
          .isInstanceOf(AttestationException.class);

      List<NoteVerifier> keys = List.of(NoteVerifier.parse(log.vkey()));
      Witness.addLog(directory, WITNESS.verifier(), keys);
      Witness.open(directory, WITNESS, CLOCK).close();

      Files.writeString(directory.resolve("witness"), left);
      assertThatThrownBy(() -> Witness.addLog(directory, WITNESS.verifier(), keys))
          .hasMessageContaining("its key is missing");
      assertThat(directory.resolve("witness")).hasContent(left);
    }
  }

  @Test
  void open_otherKeyOrSecondProcess_isRefused() throws Exception {
    assertRefused("used by another");
    stop();
    WitnessKeyPair stranger = DeterministicKeys.witness("witness.example/w1", 99);
    assertThatThrownBy(() -> Witness.open(state, stranger, CLOCK))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("another witness");
    assertThatThrownBy(
            () ->
                Witness.addLog(state, stranger.verifier(), List.of(NoteVerifier.parse(log.vkey()))))
        .hasMessageContaining("another witness");
    assertThatThrownBy(
            () ->
                Witness.addLog(state, WITNESS.verifier(), List.of(NoteVerifier.parse(log.vkey()))))
        .hasMessageContaining("already");
    start();
  }

  @Test
  void addCheckpoint_manyAtOnce_neverRollsBackOrCosignsTwoHistories() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers =
          threads.invokeAll(
              IntStream.range(0, 40)
                  .<java.util.concurrent.Callable<Integer>>mapToObj(
                      i -> () -> post(log.request(0, 1 + i % 7)).statusCode())
                  .toList(),
              10,
              TimeUnit.MINUTES);
      int accepted = 0;
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 409);
        accepted += answer.get() == 200 ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void server_otherMethodOrPath_isRefused() throws Exception {
    assertThat(SpecLog.get(server.uri(), "/add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(SpecLog.get(server.uri(), "/").statusCode()).isEqualTo(404);
    assertThat(SpecLog.get(server.uri(), "/add-checkpoint/").statusCode()).isEqualTo(404);
    assertThat(server.uri().getHost()).isIn("127.0.0.1", "[0:0:0:0:0:0:0:1]");
  }

  private void restartWith(SpecLog more) throws Exception {
    stop();
    Witness.addLog(state, WITNESS.verifier(), List.of(NoteVerifier.parse(more.vkey())));
    start();
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> Witness.open(state, WITNESS, CLOCK).close())
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining(reason);
  }

  private void assertStatus(int status, String body) throws Exception {
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).as(body + "\n" + answer.body()).isEqualTo(status);
    assertThat(answer.body().startsWith("\u2014")).isEqualTo(status == 200);
  }

  /** Returns a request of a length, whose signature is not that of its text any more. */
  private static String padded(String request, int length) {
    int end = request.lastIndexOf("\n\n") + 1;
    int missing = length - request.getBytes(StandardCharsets.UTF_8).length;
    return request.substring(0, end) + "x".repeat(missing - 1) + "\n" + request.substring(end);
  }

  private String chunked(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return raw(
        "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n"
            + Integer.toHexString(bytes.length)
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n");
  }

  private HttpResponse<String> post(String body) throws Exception {
    return SpecLog.post(server.uri(), body);
  }

  private Path logState(String origin) {
    return state.resolve("logs").resolve(Witness.hash(origin));
  }

  private String raw(String request) throws Exception {
    URI uri = server.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
