package dev.loopgen.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretVariablesTest {

  private static ModelEndpoint.Builder endpoint() {
    return ModelEndpoint.builder("http://localhost:1", "m")
        .environment(Map.of("MY_MODEL", "key-0123456789"));
  }

  @Test
  void secretVariables_withAKey_nameItsVariable() {
    ModelEndpoint keyed = endpoint().keyVariable("MY_MODEL").build();

    assertThat(OllamaModelAdapter.of(keyed).secretVariables()).containsExactly("MY_MODEL");
    assertThat(OpenAiCompatibleModelAdapter.of(ModelPreset.OPENAI, keyed).secretVariables())
        .containsExactly("MY_MODEL");
  }

  @Test
  void secretVariables_withoutAKey_areNone() {
    assertThat(OllamaModelAdapter.of(endpoint().build()).secretVariables()).isEmpty();
  }
}
