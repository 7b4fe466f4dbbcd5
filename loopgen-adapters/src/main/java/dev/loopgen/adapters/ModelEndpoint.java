package dev.loopgen.adapters;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.adapters.internal.http.Sleeper;
import dev.loopgen.api.ModelException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is and how to reach it. Immutable. Its text never contains the key, which it reads
 * from the environment once.
 */
public final class ModelEndpoint {

  private final URI address;
  private final String model;
  private final @Nullable String keyVariable;
  private final @Nullable String key;
  private final Clock clock;
  private final Sleeper sleeper;

  private ModelEndpoint(Builder builder) {
    address = builder.address;
    model = builder.model;
    keyVariable = builder.keyVariable;
    key = keyVariable == null ? null : ModelKey.read(keyVariable, builder.environment);
    clock = builder.clock;
    sleeper = builder.sleeper;
  }

  /**
   * Starts an endpoint.
   *
   * @param address the server's address: {@code http} or {@code https}, without user information,
   *     query and fragment
   * @param model the model's name
   * @return a builder with all options at their defaults
   * @throws ModelException if the address is not such an address, or the name is blank
   */
  public static Builder builder(String address, String model) {
    if (model.isBlank()) {
      throw new ModelException(
          ModelException.Kind.NOT_CONFIGURED, "There is no model. Name the model to ask.");
    }
    return new Builder(parse(address), model);
  }

  private static URI parse(String address) {
    try {
      URI uri = new URI(address.replaceFirst("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The address may hold a password, so it is not shown, and neither is the cause.
    }
    throw new ModelException(
        ModelException.Kind.NOT_CONFIGURED,
        "The address of the model server is not valid. Give an http or https address without user"
            + " information, query and fragment.");
  }

  /**
   * Returns the server's address.
   *
   * @return the address, without a slash at its end
   */
  public URI address() {
    return address;
  }

  /**
   * Returns the model.
   *
   * @return its name
   */
  public String model() {
    return model;
  }

  /**
   * Returns where the key comes from.
   *
   * @return the name of an environment variable; empty if no key is sent
   */
  public Optional<String> keyVariable() {
    return Optional.ofNullable(keyVariable);
  }

  HttpConnection connection() {
    return new HttpConnection(address, key, clock, sleeper);
  }

  @Override
  public String toString() {
    return model + " at " + address;
  }

  /** Builds an endpoint; not thread-safe. */
  public static final class Builder {

    private final URI address;
    private final String model;
    private @Nullable String keyVariable;
    private Map<String, String> environment = System.getenv();
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.THREAD;

    private Builder(URI address, String model) {
      this.address = address;
      this.model = model;
    }

    /**
     * Sends the key that an environment variable holds. If not called, no key is sent.
     *
     * @param name the variable's name
     * @return this builder
     */
    public Builder keyVariable(String name) {
      keyVariable = Objects.requireNonNull(name);
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
     * Sets the clock that deadlines are compared with. If not called, the system's.
     *
     * @param clock the clock
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock);
      return this;
    }

    Builder sleeper(Sleeper sleeper) {
      this.sleeper = sleeper;
      return this;
    }

    /**
     * Finishes the endpoint.
     *
     * @return the endpoint
     * @throws ModelException if the variable's name is not valid, or it holds no usable key
     */
    public ModelEndpoint build() {
      return new ModelEndpoint(this);
    }
  }
}
