package dev.loopgen.adapters;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * npm loopgen's configuration of an adapter. Blank values and the placeholder for the model are as
 * good as missing, as there; what npm would not read is refused.
 */
record AdapterFile(
    @Nullable ModelPreset namedPreset,
    @Nullable String namedModel,
    @Nullable String namedAddress,
    @Nullable String namedVariable) {

  static final AdapterFile NONE = new AdapterFile(null, null, null, null);

  private static final String PLACEHOLDER = "TODO_MODEL";

  /** Members that only tell people something. */
  private static final Set<String> NOTES =
      Set.of("version", "project", "executesAutomatically", "warnings", "notes");

  private static final Set<String> TEXTS =
      Set.of("adapter", "preset", "baseUrl", "model", "apiKeyEnv");

  Optional<ModelPreset> preset() {
    return Optional.ofNullable(namedPreset);
  }

  Optional<String> model() {
    return Optional.ofNullable(namedModel);
  }

  Optional<String> address() {
    return Optional.ofNullable(namedAddress);
  }

  Optional<String> keyVariable() {
    return Optional.ofNullable(namedVariable);
  }

  static AdapterFile read(byte[] utf8, String adapter) {
    String path = ModelSettings.configurationPath(adapter);
    Json.Obj object = object(utf8, path);
    object.members().forEach((name, value) -> check(name, value, path));
    String named = text(object, "adapter");
    if (named != null && !named.equals(adapter)) {
      throw new SpecException(
          "adapter", path + " is for the adapter " + named + ", not " + adapter + ".");
    }
    String model = text(object, "model");
    return new AdapterFile(
        preset(text(object, "preset"), adapter, path),
        PLACEHOLDER.equals(model) ? null : model,
        text(object, "baseUrl"),
        text(object, "apiKeyEnv"));
  }

  private static Json.Obj object(byte[] utf8, String path) {
    try {
      if (Json.parse(utf8) instanceof Json.Obj object) {
        return object;
      }
    } catch (InvalidJsonException e) {
      throw new SpecException(path + " is not valid: " + e.getMessage() + ".", e);
    }
    throw new SpecException(path + " must be a JSON object.");
  }

  private static void check(String name, Json value, String path) {
    if (NOTES.contains(name)) {
      return;
    }
    if (!TEXTS.contains(name)) {
      throw new SpecException(
          name, path + " has the unknown member \"" + name + "\". Correct its name, or remove it.");
    }
    if (!(value instanceof Json.Text)) {
      throw new SpecException(name, path + ": \"" + name + "\" must be a string.");
    }
  }

  private static @Nullable String text(Json.Obj object, String name) {
    return object.string(name).map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
  }

  private static @Nullable ModelPreset preset(@Nullable String id, String adapter, String path) {
    if (id == null) {
      return null;
    }
    return ModelPreset.find(id)
        .filter(preset -> preset.adapter().equals(adapter) || preset == ModelPreset.CUSTOM)
        .map(preset -> preset.adapter().equals(adapter) ? preset : ModelPreset.OLLAMA)
        .orElseThrow(
            () ->
                new SpecException(
                    "preset",
                    path + " has the preset \"" + id + "\", which " + adapter + " does not have."));
  }
}
