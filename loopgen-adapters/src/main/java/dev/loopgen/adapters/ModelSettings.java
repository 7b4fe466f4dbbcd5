package dev.loopgen.adapters;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model to ask: the caller's words first, then the repository's configuration file, then the
 * usual address of the kind of server.
 *
 * <p>The file is data of the repository, and whoever wrote it may want a key, or the project's
 * text, to be sent to them: an address beyond this machine and a key that come from the file are
 * used only if the caller confirms it. Immutable.
 */
public final class ModelSettings {

  private final ModelPreset preset;
  private final ModelEndpoint endpoint;

  private ModelSettings(ModelPreset preset, ModelEndpoint endpoint) {
    this.preset = preset;
    this.endpoint = endpoint;
  }

  /**
   * Returns where the configuration of an adapter is in a repository.
   *
   * @param adapter {@code ollama} or {@code openai-compatible}
   * @return the file's path, separated by {@code /}
   */
  public static String configurationPath(String adapter) {
    return ".loopgen/adapters/" + adapter + "/config.json";
  }

  /**
   * Starts settings.
   *
   * @param adapter {@code ollama} or {@code openai-compatible}
   * @return a builder with all options at their defaults
   * @throws ModelException if there is no such adapter
   */
  public static Builder builder(String adapter) {
    if (!adapter.equals("ollama") && !adapter.equals("openai-compatible")) {
      throw notConfigured(
          "There is no adapter " + adapter + ". Choose ollama or openai-compatible.");
    }
    return new Builder(adapter);
  }

  /**
   * Returns the kind of server.
   *
   * @return the preset
   */
  public ModelPreset preset() {
    return preset;
  }

  /**
   * Returns the model and its address.
   *
   * @return the endpoint
   */
  public ModelEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Connects to the model. Does not block; nothing is sent yet.
   *
   * @return the connection
   */
  public ModelAdapter connect() {
    return preset == ModelPreset.OLLAMA
        ? OllamaModelAdapter.of(endpoint)
        : OpenAiCompatibleModelAdapter.of(preset, endpoint);
  }

  @Override
  public String toString() {
    return endpoint + " (" + preset.id() + ")";
  }

  private static ModelException notConfigured(String message) {
    return new ModelException(ModelException.Kind.NOT_CONFIGURED, message);
  }

  /** Builds settings; not thread-safe. */
  public static final class Builder {

    private final String adapter;
    private @Nullable ModelPreset preset;
    private @Nullable String model;
    private @Nullable String address;
    private @Nullable String keyVariable;
    private AdapterFile file = AdapterFile.NONE;
    private boolean remote;
    private Map<String, String> environment = System.getenv();

    private Builder(String adapter) {
      this.adapter = adapter;
    }

    /**
     * Names the kind of server. If not called, the file's; without one, Ollama or LM Studio.
     *
     * @param preset the kind, one of this adapter
     * @return this builder
     */
    public Builder preset(ModelPreset preset) {
      if (!preset.adapter().equals(adapter)) {
        throw notConfigured("The preset " + preset.id() + " belongs to " + preset.adapter() + ".");
      }
      this.preset = preset;
      return this;
    }

    /**
     * Names the model. If not called, the file's.
     *
     * @param name the name
     * @return this builder
     */
    public Builder model(String name) {
      model = Objects.requireNonNull(name);
      return this;
    }

    /**
     * Sets the server's address. If not called, the file's; without one, the preset's usual one.
     *
     * @param address the address
     * @return this builder
     */
    public Builder address(String address) {
      this.address = Objects.requireNonNull(address);
      return this;
    }

    /**
     * Names the environment variable that holds the key. If not called, the file's; without one, no
     * key is sent.
     *
     * @param name the variable's name
     * @return this builder
     */
    public Builder keyVariable(String name) {
      keyVariable = Objects.requireNonNull(name);
      return this;
    }

    /**
     * Reads the repository's configuration file. If not called, there is none.
     *
     * @param utf8 the content of {@link #configurationPath} at the base of the change, never from
     *     the work tree
     * @return this builder
     * @throws dev.loopgen.api.SpecException if it is not a configuration of this adapter
     */
    public Builder configuration(byte[] utf8) {
      file = AdapterFile.read(utf8, adapter);
      return this;
    }

    /**
     * Confirms that an address beyond this machine and a key that come from the file may be used.
     * If not called, they are refused.
     *
     * @return this builder
     */
    public Builder allowRemote() {
      remote = true;
      return this;
    }

    /**
     * Sets the environment. If not called, that of this process.
     *
     * @param variables the variables by name
     * @return this builder
     */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /**
     * Finishes the settings.
     *
     * @return the settings
     * @throws ModelException if a part is missing or not valid, the variable holds no key, or the
     *     file asks for what the caller did not confirm
     */
    public ModelSettings build() {
      ModelPreset kind = preset == null ? file.preset().orElse(usual()) : preset;
      String name =
          Optional.ofNullable(model)
              .or(file::model)
              .orElseThrow(
                  () ->
                      notConfigured(
                          "No model is named for "
                              + adapter
                              + ". Name one, or set \"model\" in "
                              + configurationPath(adapter)
                              + "."));
      ModelEndpoint.Builder endpoint =
          ModelEndpoint.builder(address(kind), name).environment(environment);
      keyVariable().ifPresent(endpoint::keyVariable);
      return new ModelSettings(kind, endpoint.build());
    }

    private ModelPreset usual() {
      return adapter.equals("ollama") ? ModelPreset.OLLAMA : ModelPreset.LM_STUDIO;
    }

    private String address(ModelPreset kind) {
      if (address != null) {
        return address;
      }
      String found =
          file.address()
              .or(kind::address)
              .orElseThrow(
                  () -> notConfigured("The preset " + kind.id() + " needs the server's address."));
      boolean own = file.address().isEmpty() && preset != null;
      if (!own && !remote && !Loopback.isAddress(found)) {
        throw notConfigured(
            configurationPath(adapter)
                + " sends the project's text to "
                + host(found)
                + ", which is not this machine. Give the address yourself, or allow it.");
      }
      return found;
    }

    private static String host(String address) {
      try {
        String host = URI.create(address).getHost();
        return host == null ? "another address" : host;
      } catch (IllegalArgumentException e) {
        return "another address";
      }
    }

    private Optional<String> keyVariable() {
      if (keyVariable != null || file.keyVariable().isEmpty() || remote) {
        return Optional.ofNullable(keyVariable).or(file::keyVariable);
      }
      throw notConfigured(
          configurationPath(adapter)
              + " asks for a key from an environment variable. Name the variable yourself, or"
              + " allow it.");
    }
  }
}
