package dev.loopgen.agent;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelAdapterProvider;
import dev.loopgen.langchain4j.LangChainModelAdapter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code loopgen run --mode driven --adapter langchain4j} ask a streaming chat model of
 * LangChain4j. Its options are {@code base-url} and, for the name of the variable that holds the
 * key, {@code api-key-env}.
 */
public final class OpenAiAdapterProvider implements ModelAdapterProvider {

  private static final String ADDRESS = "base-url";
  private static final String KEY_VARIABLE = "api-key-env";

  /** Used by the service loader. */
  public OpenAiAdapterProvider() {}

  @Override
  public String id() {
    return "langchain4j";
  }

  @Override
  public ModelAdapter connect(
      String model, Map<String, String> options, Map<String, String> environment) {
    options.keySet().stream()
        .filter(name -> !Set.of(ADDRESS, KEY_VARIABLE).contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw notConfigured("There is no option " + name + ". Use base-url or api-key-env.");
            });
    String address = options.get(ADDRESS);
    if (address == null) {
      throw notConfigured("The option base-url is missing. Give the server's address.");
    }
    OpenAiModels models =
        new OpenAiModels(address, key(options.get(KEY_VARIABLE), environment), model);
    LangChainModelAdapter.Builder adapter =
        LangChainModelAdapter.builder(models.inParts(), model).address(address);
    Optional.ofNullable(options.get(KEY_VARIABLE)).ifPresent(adapter::secretVariable);
    return adapter.build();
  }

  static String key(@Nullable String variable, Map<String, String> env) {
    if (variable == null) {
      return "none";
    }
    String key = env.get(variable);
    if (key == null || key.isBlank()) {
      throw notConfigured("The variable " + variable + " holds no key. Set it.");
    }
    return key;
  }

  private static ModelException notConfigured(String message) {
    return new ModelException(ModelException.Kind.NOT_CONFIGURED, message);
  }
}
