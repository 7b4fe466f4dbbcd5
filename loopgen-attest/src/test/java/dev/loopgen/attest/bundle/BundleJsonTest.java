package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "{", "{}x", "{\"a\":1,\"a\":1}", "{\"a\":'b'}", "\ufeff{}"})
  void read_anythingButOneObject_isRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(AttestationException.class)
        .hasMessageStartingWith("The bundle ")
        .hasMessageEndingWith("Check that it is complete.");
  }

  @Test
  void read_nestedTooDeeply_isRefused() {
    assertThatThrownBy(() -> read("{\"a\":".repeat(1001) + "1" + "}".repeat(1001)))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("1000 levels");
  }

  @Test
  void read_loneSurrogate_isNoOtherName() {
    assertThat(read("{\"\\ud800\":1,\"\\udfff\":2}").members()).hasSize(2);
  }

  private static Json.Obj read(String text) {
    return BundleJson.read("The bundle", text.getBytes(StandardCharsets.UTF_8));
  }
}
