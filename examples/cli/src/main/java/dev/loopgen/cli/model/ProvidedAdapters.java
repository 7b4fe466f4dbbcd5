package dev.loopgen.cli.model;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapterProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The adapters that stand on the class path beside those of loopgen. */
final class ProvidedAdapters {

  private ProvidedAdapters() {}

  static Optional<ModelAdapterProvider> find(String id) {
    List<ModelAdapterProvider> found;
    try {
      found =
          ServiceLoader.load(ModelAdapterProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(provider -> provider.id().equals(id))
              .toList();
    } catch (ServiceConfigurationError e) {
      throw new ModelException(
          ModelException.Kind.NOT_CONFIGURED,
          "An adapter on the class path cannot be loaded: " + e.getMessage() + ".",
          e);
    }
    if (found.size() > 1) {
      throw new ModelException(
          ModelException.Kind.NOT_CONFIGURED,
          "The class path has several adapters named " + id + ". Leave one there.");
    }
    return found.stream().findFirst();
  }
}
