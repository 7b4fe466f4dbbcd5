package dev.loopgen.api.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class OutputCaptureTest {

  private static final String SECRET = "s3cr3t/välue+0123456789";
  private static final int LARGE = 1 << 18;

  @Test
  void accept_secretSplitAtEveryBoundary_isFound() {
    String output = "before " + SECRET + " after";

    for (int at = 0; at < output.getBytes(UTF_8).length; at++) {
      CapturedOutput captured = CapturedOutput.split(SECRET, output, at);

      assertThat(captured.heard()).as("split at %d", at).isEqualTo("before [REDACTED] after");
      assertThat(captured.output().tail()).isEqualTo(captured.heard());
      assertThat(captured.output().redactions()).isEqualTo(1);
    }
  }

  @Test
  void accept_outputWithoutSecrets_isKeptByteForByte() throws Exception {
    byte[] output = "plain ghp output: sk-, eyJ, ://, -----BEGIN nothing\n\0\u00e9".getBytes(UTF_8);

    CapturedOutput captured = CapturedOutput.of(SECRET, output, List.of(3));

    assertThat(captured.output().tail().getBytes(UTF_8)).isEqualTo(output);
    assertThat(captured.output().totalBytes()).isEqualTo(output.length);
    assertThat(captured.output().commitment()).isEqualTo(commitment(output));
    assertThat(captured.output().salt()).isEqualTo("0".repeat(64));
  }

  @Test
  void accept_outputWithSecrets_isCommittedToAsRedacted() throws Exception {
    CapturedOutput captured = CapturedOutput.split(SECRET, SECRET + "\n", 5);

    assertThat(captured.output().commitment())
        .isEqualTo(commitment("[REDACTED]\n".getBytes(UTF_8)));
    assertThat(captured.output().totalBytes()).isEqualTo(11);
  }

  @Test
  void accept_charactersSplitByChunks_reachTheListenerWhole() {
    CapturedOutput captured =
        CapturedOutput.of(SECRET, "\u00e9\u20ac\ud83d\ude00".getBytes(UTF_8), List.of(1));

    assertThat(captured.heard()).isEqualTo("\u00e9\u20ac\ud83d\ude00");
  }

  @Test
  void accept_characterThatNeverEnds_isReplaced() {
    CapturedOutput captured =
        CapturedOutput.of(SECRET, new byte[] {'a', (byte) 0xe2, (byte) 0x82}, List.of(2));

    assertThat(captured.heard()).isEqualTo("a\ufffd");
    assertThat(captured.output().tail()).isEqualTo("a\ufffd");
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, (64 << 10) + 1, 128 << 10, (128 << 10) + 1, 300_000})
  void tail_ofManyBytes_isTheirEnd(int length) {
    byte[] output = new byte[length];
    for (int i = 0; i < length; i++) {
      output[i] = (byte) ('a' + i % 23);
    }

    CapturedOutput captured = CapturedOutput.of(SECRET, output, List.of(1000, 65536));

    byte[] end = Arrays.copyOfRange(output, length - OutputCapture.TAIL, length);
    assertThat(captured.output().tail()).isEqualTo(new String(end, UTF_8));
  }

  @Test
  void tail_thatStartsInsideACharacter_leavesItOut() {
    byte[] output = ("\u20ac".repeat(30_000) + "x").getBytes(UTF_8);

    String tail = CapturedOutput.of(SECRET, output, List.of(65536)).output().tail();

    assertThat(tail).startsWith("\u20ac").endsWith("\u20acx").doesNotContain("\ufffd");
  }

  @Test
  void tail_ofBytesThatAreNoText_isKept() {
    byte[] output = new byte[200_000];
    Arrays.fill(output, (byte) 0x80);

    String tail = CapturedOutput.of(SECRET, output, List.of(65536)).output().tail();

    assertThat(tail.length()).isBetween(OutputCapture.TAIL - 3, OutputCapture.TAIL);
  }

  @Test
  void accept_wordThatFillsManyChunks_isNotTakenForATokenInside() {
    String output = "x".repeat(200_000) + "ghp_" + "a".repeat(36);

    CapturedOutput captured = CapturedOutput.of(SECRET, output.getBytes(UTF_8), List.of(65536));

    assertThat(captured.output().redactions()).isZero();
    assertThat(captured.output().totalBytes()).isEqualTo(output.length());
  }

  @Test
  void accept_outputThatMayBeSecret_isHeldBackOnlyWhileItMay() {
    StringBuilder heard = new StringBuilder();
    OutputCapture capture =
        new OutputCapture(
            Redactor.of(Map.of("A_TOKEN", "password-1234")), CapturedOutput.SALT, heard::append);

    byte[] prompt = "continue? pass".getBytes(UTF_8);
    capture.accept(prompt, prompt.length);

    assertThat(heard.toString()).isEqualTo("continue? ");
    capture.accept("port".getBytes(UTF_8), 4);
    assertThat(heard.toString()).isEqualTo("continue? passport");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "://a:",
        "eyJ.",
        "Bearer ",
        "aaaaaaaaaaaaaaab",
        "s3cr3t/"
      })
  void accept_outputMadeToBeSlow_endsInTime(String unit) {
    String secret = "a".repeat(30_000);
    byte[] output = unit.repeat(LARGE / unit.length()).getBytes(UTF_8);

    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> CapturedOutput.of(secret, output, List.of(65536)));
  }

  private static String commitment(byte[] output) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update("loopgen-out-v1".getBytes(UTF_8));
    sha256.update(CapturedOutput.SALT);
    return HexFormat.of().formatHex(sha256.digest(output));
  }
}
