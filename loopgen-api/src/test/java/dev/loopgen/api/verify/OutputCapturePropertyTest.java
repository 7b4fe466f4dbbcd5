package dev.loopgen.api.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("slow")
final class OutputCapturePropertyTest {

  private static final String SECRET = "abcabcabd-0123";

  @Property(tries = 2000)
  void accept_anyChunks_makeNoDifference(
      @ForAll("outputs") String output, @ForAll("chunks") List<Integer> chunks) {
    byte[] bytes = output.getBytes(UTF_8);

    assertThat(CapturedOutput.of(SECRET, bytes, chunks))
        .isEqualTo(CapturedOutput.of(SECRET, bytes, List.of(Math.max(1, bytes.length))));
  }

  @Property(tries = 2000)
  void accept_anyOutput_holdsNoSecretAfterwards(
      @ForAll("outputs") String output, @ForAll("chunks") List<Integer> chunks) {
    CapturedOutput captured = CapturedOutput.of(SECRET, output.getBytes(UTF_8), chunks);

    assertThat(captured.heard()).doesNotContain(SECRET).isEqualTo(captured.output().tail());
  }

  @Property(tries = 1000)
  void accept_outputWithoutAnythingSecret_isUnchanged(
      @ForAll("plain") String output, @ForAll("chunks") List<Integer> chunks) {
    assertThat(CapturedOutput.of(SECRET, output.getBytes(UTF_8), chunks).heard()).isEqualTo(output);
  }

  @Provide
  Arbitrary<String> outputs() {
    return Arbitraries.of(
            SECRET,
            "abcabc",
            "abd",
            "ghp_",
            "a".repeat(20),
            "sk-",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN ",
            "-----END ",
            "https://",
            "user:pw@",
            "Bearer ",
            "eyJ",
            ".",
            " ",
            "\n",
            "\u00e9")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().withChars("abc \n\u00e9\u20ac").ofMaxLength(200);
  }

  @Provide
  Arbitrary<List<Integer>> chunks() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(5);
  }
}
