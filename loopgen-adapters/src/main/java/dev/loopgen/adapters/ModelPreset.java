package dev.loopgen.adapters;

import dev.loopgen.adapters.internal.protocol.OpenAiServer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind of model server: its usual address and its way of speaking. */
public enum ModelPreset {
  /** Ollama, through its own protocol. */
  OLLAMA("ollama", "ollama", "http://localhost:11434", null),
  /** LM Studio. */
  LM_STUDIO(
      "lm-studio", "openai-compatible", "http://localhost:1234/v1", OpenAiServer.Product.LM_STUDIO),
  /** The server of llama.cpp. */
  LLAMA_CPP(
      "llama-cpp", "openai-compatible", "http://localhost:8080/v1", OpenAiServer.Product.LLAMA_CPP),
  /** vLLM. */
  VLLM("vllm", "openai-compatible", "http://localhost:8000/v1", OpenAiServer.Product.VLLM),
  /** Any other server that speaks OpenAI's chat completions. */
  CUSTOM("custom", "openai-compatible", null, null),
  /** OpenAI's chat completions as newer models take them. */
  OPENAI("openai", "openai-compatible", "https://api.openai.com/v1", null),
  /** OpenAI's Responses API. */
  RESPONSES("responses", "openai-compatible", "https://api.openai.com/v1", null);

  private static final String NPM_CUSTOM = "custom-openai-compatible";

  private final String id;
  private final String adapter;
  private final @Nullable String address;
  private final OpenAiServer.@Nullable Product product;

  ModelPreset(
      String id, String adapter, @Nullable String address, OpenAiServer.@Nullable Product product) {
    this.id = id;
    this.adapter = adapter;
    this.address = address;
    this.product = product;
  }

  /**
   * Returns the preset's name in configuration files.
   *
   * @return lower-case words, joined by hyphens
   */
  public String id() {
    return id;
  }

  /**
   * Returns the adapter that speaks to such servers.
   *
   * @return {@code ollama} or {@code openai-compatible}
   */
  public String adapter() {
    return adapter;
  }

  /**
   * Returns the usual address of such servers.
   *
   * @return the address; empty if there is none
   */
  public Optional<String> address() {
    return Optional.ofNullable(address);
  }

  /**
   * Looks up a preset.
   *
   * @param id its name in configuration files, or npm loopgen's name of {@link #CUSTOM}
   * @return the preset; empty if there is none of that name
   */
  public static Optional<ModelPreset> find(String id) {
    if (id.equals(NPM_CUSTOM)) {
      return Optional.of(CUSTOM);
    }
    return Arrays.stream(values()).filter(preset -> preset.id.equals(id)).findFirst();
  }

  OpenAiServer.@Nullable Product product() {
    return product;
  }
}
