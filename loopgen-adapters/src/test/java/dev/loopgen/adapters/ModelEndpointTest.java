package dev.loopgen.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.ModelException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelEndpointTest {

  private static final String SECRET = "sk-canary-7c5f2d91ab3e4460";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:11434",
        "ftp://localhost",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://user:sk-canary-7c5f2d91ab3e4460@localhost",
        "http://localhost?key=sk-canary-7c5f2d91ab3e4460",
        "http://localhost#part",
        "http://sk-canary-7c5f2d91ab3e4460 @localhost"
      })
  void builder_noPlainAddress_throwsWithoutIt(String address) {
    assertThatThrownBy(() -> ModelEndpoint.builder(address, "m"))
        .isInstanceOf(ModelException.class)
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void builder_blankModel_throws() {
    assertThatThrownBy(() -> ModelEndpoint.builder("http://localhost", " "))
        .isInstanceOf(ModelException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "line\nbreak", "schlüssel"})
  void build_variableWithoutKey_throwsWithoutIt(String value) {
    ModelEndpoint.Builder builder =
        ModelEndpoint.builder("http://localhost", "m")
            .keyVariable("MODEL_KEY")
            .environment(Map.of("MODEL_KEY", value));

    assertThatThrownBy(builder::build)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("MODEL_KEY")
        .hasMessageNotContaining("schlüssel")
        .hasMessageNotContaining("words");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, "gsk_0a1b2c3d4e5f", "$KEY", "A=B"})
  void build_keyInPlaceOfItsName_isNotShown(String key) {
    ModelEndpoint.Builder builder =
        ModelEndpoint.builder("http://localhost", "m").keyVariable(key).environment(Map.of());

    assertThatThrownBy(builder::build)
        .isInstanceOf(ModelException.class)
        .hasMessageNotContaining(key);
  }

  @Test
  void toString_hasNoKey() {
    ModelEndpoint endpoint = Endpoints.endpoint("http://localhost:11434/");

    assertThat(endpoint).hasToString("scripted at http://localhost:11434");
  }
}
