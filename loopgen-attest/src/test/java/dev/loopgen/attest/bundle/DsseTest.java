package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class DsseTest {

  @Test
  void pae_vectorOfTheSpecification_isMet() {
    assertThat(pae("http://example.com/HelloWorld", "hello world"))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void pae_lengthsAreOfBytes() {
    assertThat(pae("\u00e9", "\ud83d\ude00")).isEqualTo("DSSEv1 2 \u00e9 4 \ud83d\ude00");
    assertThat(pae("", "")).isEqualTo("DSSEv1 0  0 ");
  }

  @Property(tries = 1000)
  void pae_isInjective(
      @ForAll("parts") String type,
      @ForAll("parts") String payload,
      @ForAll("parts") String otherType,
      @ForAll("parts") String otherPayload) {
    boolean same = type.equals(otherType) && payload.equals(otherPayload);

    assertThat(pae(type, payload).equals(pae(otherType, otherPayload))).isEqualTo(same);
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.of("", " ", "1", "2 ", " 1 ", "DSSEv1 ", "\u00e9")
        .list()
        .ofMaxSize(4)
        .map(list -> String.join("", list));
  }

  private static String pae(String type, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return new String(Dsse.pae(type, bytes), StandardCharsets.UTF_8);
  }
}
