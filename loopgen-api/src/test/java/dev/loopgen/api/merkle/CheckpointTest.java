package dev.loopgen.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {

  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final String EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  private static final String PUBLISHED = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

  @Test
  void parse_publishedExample_isReadAndWrittenBack() {
    Checkpoint checkpoint = Checkpoint.parse(PUBLISHED);

    assertThat(checkpoint)
        .isEqualTo(new Checkpoint("example.com/behind-the-sofa", 20852163, Sha256.ofBase64(ROOT)));
    assertThat(checkpoint.text()).isEqualTo(PUBLISHED);
  }

  @Test
  void parse_emptyLog_hasTheEmptyRoot() {
    assertThat(Checkpoint.parse("log\n0\n" + EMPTY + "\n"))
        .isEqualTo(new Checkpoint("log", 0, MerkleTree.EMPTY_ROOT));
  }

  @Test
  void parse_extensionLines_areKeptAsTheyAre() {
    String text = PUBLISHED + "one two\n+ \u00e9\n";

    assertThat(Checkpoint.parse(text).extensions()).containsExactly("one two", "+ \u00e9");
    assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.example - 1193050959916656506", "a+b", " ", "\u00e9", "\u2028"})
  void parse_anyLineAsOrigin_isAccepted(String origin) {
    assertThat(Checkpoint.parse(origin + "\n1\n" + ROOT + "\n").origin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "log\n1\n" + ROOT,
        "log\n1\n",
        "log\n" + ROOT + "\n",
        "\n1\n" + ROOT + "\n",
        "log\n\n" + ROOT + "\n",
        "log\n1\n\n",
        "\nlog\n1\n" + ROOT + "\n",
        "log\n1\n" + ROOT + "\n\n",
        "log\n1\n" + ROOT + "\n\next\n",
        "log\r\n1\r\n" + ROOT + "\r\n",
        "log\t\n1\n" + ROOT + "\n",
        "log\u0000\n1\n" + ROOT + "\n",
        "log\ud800\n1\n" + ROOT + "\n",
        "log\n1\n" + ROOT + "\nex\u001bt\n",
        "log\n01\n" + ROOT + "\n",
        "log\n00\n" + EMPTY + "\n",
        "log\n+1\n" + ROOT + "\n",
        "log\n-1\n" + ROOT + "\n",
        "log\n-0\n" + EMPTY + "\n",
        "log\n 1\n" + ROOT + "\n",
        "log\n1 \n" + ROOT + "\n",
        "log\n1.0\n" + ROOT + "\n",
        "log\n0x1\n" + ROOT + "\n",
        "log\n\u0661\n" + ROOT + "\n",
        "log\n9223372036854775808\n" + ROOT + "\n",
        "log\n0\n" + ROOT + "\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n1\n" + ROOT + " \n",
        "log\n1\nAAAA\n"
      })
  void parse_otherText_isRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text))
        .isInstanceOf(AttestationException.class)
        .hasMessageStartingWith("The checkpoint ")
        .hasMessageEndingWith(".");
  }

  @Test
  void constructor_partsThatFitNoLog_areRefused() {
    Sha256 root = Sha256.ofBase64(ROOT);

    assertThatThrownBy(() -> new Checkpoint("log", -1, root))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Checkpoint("log", 0, root))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Checkpoint("", 1, root))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Checkpoint("log\n2", 1, root))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Checkpoint("log", 1, root, List.of("a\nb")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void text_anyCheckpoint_isReadBack(
      @ForAll("lines") String origin,
      @ForAll @LongRange(min = 1) long size,
      @ForAll("extensions") List<String> extensions) {
    Checkpoint checkpoint = new Checkpoint(origin, size, Sha256.ofBase64(ROOT), extensions);

    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
  }

  @Provide
  Arbitrary<List<String>> extensions() {
    return lines().list().ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings()
        .withChars('a', ' ', '+', '1', '\u00e9', '\u2028', '\u0085')
        .ofMinLength(1)
        .ofMaxLength(4);
  }
}
