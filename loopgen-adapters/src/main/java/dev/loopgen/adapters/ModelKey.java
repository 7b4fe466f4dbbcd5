package dev.loopgen.adapters;

import dev.loopgen.api.ModelException;
import java.util.Map;

/** Reads a key from the environment. No message shows the key, or what may be one. */
final class ModelKey {

  private ModelKey() {}

  static String read(String name, Map<String, String> environment) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw notConfigured(
          "The name of the variable that holds the key is not valid. Give the name of an"
              + " environment variable, never the key itself.");
    }
    String key = environment.getOrDefault(name, "").strip();
    if (key.isEmpty()) {
      throw notConfigured(shown(name) + " is not set. Set it to the key of the model server.");
    }
    if (!key.matches("[\\x21-\\x7e]+")) {
      throw notConfigured(
          shown(name) + " does not hold a key: it has spaces or characters beyond ASCII.");
    }
    return key;
  }

  /** Someone may give the key in place of the name, and keys are seldom in capitals. */
  private static String shown(String name) {
    return name.matches("[A-Z_][A-Z0-9_]{0,63}")
        ? "The environment variable " + name
        : "The environment variable for the key";
  }

  private static ModelException notConfigured(String message) {
    return new ModelException(ModelException.Kind.NOT_CONFIGURED, message);
  }
}
