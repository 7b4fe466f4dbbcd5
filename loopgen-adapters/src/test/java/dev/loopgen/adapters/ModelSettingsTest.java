package dev.loopgen.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.SpecException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelSettingsTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("MODEL_KEY", Endpoints.KEY);

  private static ModelSettings.Builder ollama(String file) {
    return ModelSettings.builder("ollama").environment(ENVIRONMENT).configuration(utf8(file));
  }

  private static ModelSettings.Builder openAi(String file) {
    return ModelSettings.builder("openai-compatible")
        .environment(ENVIRONMENT)
        .configuration(utf8(file));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertNotConfigured(ModelSettings.Builder builder, String part) {
    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.NOT_CONFIGURED))
        .hasMessageContaining(part)
        .hasMessageNotContaining(Endpoints.KEY);
  }

  @Test
  void build_fileOfNpmForAnyServer_isRead() {
    ModelSettings settings =
        openAi(
                "{\"preset\":\"custom-openai-compatible\",\"model\":\"m\","
                    + "\"baseUrl\":\"http://localhost:9000/v1\"}")
            .build();

    assertThat(settings.preset()).isEqualTo(ModelPreset.CUSTOM);
  }

  @Test
  void build_fileOfNpm_isRead() {
    ModelSettings settings =
        openAi(
                """
                {
                  "version": "0.1",
                  "project": "demo",
                  "adapter": "openai-compatible",
                  "preset": "llama-cpp",
                  "baseUrl": "http://localhost:8080/v1",
                  "model": "qwen2.5-coder",
                  "executesAutomatically": false,
                  "warnings": [],
                  "notes": ["Do not write API keys or secrets into this file."]
                }
                """)
            .build();

    assertThat(settings.preset()).isEqualTo(ModelPreset.LLAMA_CPP);
    assertThat(settings.endpoint().model()).isEqualTo("qwen2.5-coder");
    assertThat(settings.endpoint().address()).hasToString("http://localhost:8080/v1");
    assertThat(settings.endpoint().keyVariable()).isEmpty();
    assertThat(settings.connect()).isInstanceOf(OpenAiCompatibleModelAdapter.class);
  }

  @Test
  void build_arguments_goBeforeTheFile() {
    ModelSettings settings =
        ollama("{\"baseUrl\":\"http://localhost:1\",\"model\":\"a\"}")
            .model("b")
            .address("http://localhost:2/")
            .build();

    assertThat(settings.endpoint().model()).isEqualTo("b");
    assertThat(settings.endpoint().address()).hasToString("http://localhost:2");
  }

  @ParameterizedTest
  @CsvSource({
    "ollama, http://localhost:11434, OLLAMA",
    "openai-compatible, http://localhost:1234/v1, LM_STUDIO"
  })
  void build_modelOnly_hasTheUsualAddress(String adapter, String address, ModelPreset preset) {
    ModelSettings settings = ModelSettings.builder(adapter).model("m").build();

    assertThat(settings.endpoint().address()).hasToString(address);
    assertThat(settings.preset()).isEqualTo(preset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"model\":\" \"}", "{\"model\":\"TODO_MODEL\"}"})
  void build_noModel_throws(String file) {
    assertNotConfigured(ollama(file), ".loopgen/adapters/ollama/config.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.1.2:11434",
        "http://attacker.example",
        "http://localhost.attacker.example",
        "http://127.0.0.1.attacker.example",
        "http://127.1",
        "http://0.0.0.0:11434",
        "http://2130706433",
        "http://[::ffff:10.0.0.1]"
      })
  void build_addressOfTheFileBeyondThisMachine_needsTheCaller(String address) {
    String file = "{\"model\":\"m\",\"baseUrl\":\"" + address + "\"}";

    assertNotConfigured(ollama(file), "not this machine");
    assertThat(ollama(file).address("http://localhost:1").build()).isNotNull();
  }

  @Test
  void build_addressOfTheFileThatIsConfirmed_isUsed() {
    ModelSettings settings =
        ollama("{\"model\":\"m\",\"baseUrl\":\"http://models.example\"}").allowRemote().build();

    assertThat(settings.endpoint().address()).hasToString("http://models.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://LOCALHOST:1", "http://127.9.9.9", "https://[::1]:8443/v1"})
  void build_addressOfTheFileOnThisMachine_isUsed(String address) {
    assertThat(ollama("{\"model\":\"m\",\"baseUrl\":\"" + address + "\"}").build()).isNotNull();
  }

  @Test
  void build_presetOfTheFileBeyondThisMachine_needsTheCaller() {
    assertNotConfigured(openAi("{\"model\":\"m\",\"preset\":\"responses\"}"), "api.openai.com");
    assertThat(openAi("{\"model\":\"m\"}").preset(ModelPreset.RESPONSES).build().toString())
        .contains("api.openai.com");
  }

  @Test
  void build_keyOfTheFile_needsTheCaller() {
    String file = "{\"model\":\"m\",\"apiKeyEnv\":\"MODEL_KEY\"}";

    assertNotConfigured(openAi(file), "environment variable");
    assertThat(openAi(file).allowRemote().build().endpoint().keyVariable()).contains("MODEL_KEY");
    assertThat(openAi(file).keyVariable("MODEL_KEY").build().endpoint().keyVariable())
        .contains("MODEL_KEY");
  }

  @Test
  void build_callersAddress_doesNotConfirmTheFilesKey() {
    assertNotConfigured(
        openAi("{\"model\":\"m\",\"apiKeyEnv\":\"MODEL_KEY\"}").address("http://models.example/v1"),
        "environment variable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"model\":1}",
        "{\"apiKey\":\"sk-canary-7c5f2d91ab3e4460\",\"model\":\"m\"}",
        "{\"model\":\"a\",\"model\":\"b\"}",
        "{\"adapter\":\"openai-compatible\"}",
        "{\"preset\":\"lm-studio\"}",
        "{\"preset\":\"gpt\"}"
      })
  void configuration_notValid_isRefused(String file) {
    assertThatThrownBy(() -> ollama(file))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(".loopgen/adapters/ollama/config.json")
        .hasMessageNotContaining(Endpoints.KEY);
  }

  @Test
  void builder_unknownAdapter_throws() {
    assertThatThrownBy(() -> ModelSettings.builder("gpt"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("ollama or openai-compatible");
  }

  @Test
  void build_customWithoutAddress_throws() {
    assertNotConfigured(openAi("{\"model\":\"m\",\"preset\":\"custom\"}"), "needs the server's");
  }

  @Test
  void toString_neverHasTheKey() {
    ModelSettings settings = openAi("{\"model\":\"m\"}").keyVariable("MODEL_KEY").build();

    assertThat(settings.toString() + settings.endpoint() + settings.connect())
        .doesNotContain(Endpoints.KEY);
  }
}
