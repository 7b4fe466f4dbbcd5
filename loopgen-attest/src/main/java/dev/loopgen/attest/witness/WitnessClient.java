package dev.loopgen.attest.witness;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.ConsistencyProof;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the witnesses of a policy to cosign a checkpoint, one after the other. Only the witnesses
 * that have a URL in the policy are asked, and nobody else. Thread-safe.
 *
 * <p>No answer is believed: a cosignature counts only if it verifies with the witness's key of the
 * policy. Redirects are not followed.
 */
public final class WitnessClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http;
  private final Duration timeout;

  private WitnessClient(Builder parts) {
    HttpClient given = parts.http;
    timeout = parts.timeout;
    http =
        given != null
            ? given
            : HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
  }

  /**
   * Returns a client with the default settings.
   *
   * @return a client
   */
  public static WitnessClient create() {
    return builder().build();
  }

  /**
   * Starts to configure a client.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Asks for cosignatures. Each witness gets at most three requests and the time limit for each.
   *
   * @param note a checkpoint that its log signed; cosignatures that it has already stay
   * @param log the key of the log
   * @param policy the witnesses
   * @param earlier an earlier checkpoint of the log with the cosignatures that it got, or null; a
   *     witness that knows less than it cosigned there is told from the others
   * @param proofs returns the proof that the checkpoint continues the log's tree of a size, which
   *     is at least 1 and at most the size of the checkpoint
   * @return the cosigned note, and what each witness said
   * @throws AttestationException if the log did not sign the note
   * @throws InterruptedException if the thread is interrupted while it waits for an answer
   */
  public WitnessRound cosign(
      SignedNote note,
      NoteVerifier log,
      LogPolicy policy,
      @Nullable SignedNote earlier,
      LongFunction<ConsistencyProof> proofs)
      throws InterruptedException {
    Checkpoint tree = open(note, log);
    Checkpoint before = earlier == null ? null : open(earlier, log);
    SignedNote cosigned = note;
    List<WitnessReply> replies = new ArrayList<>();
    for (LogPolicy.Witness witness : policy.witnesses()) {
      if (witness.url() != null) {
        boolean knew = earlier != null && earlier.open(witness.key()).verified().isPresent();
        WitnessExchange exchange =
            new WitnessExchange(
                new WitnessHttp(http, timeout, witness.url()),
                witness,
                log,
                tree,
                knew && before != null ? before.size() : 0);
        replies.add(exchange.ask(cosigned, proofs));
        cosigned = exchange.note();
      }
    }
    return new WitnessRound(cosigned, replies);
  }

  private static Checkpoint open(SignedNote note, NoteVerifier log) {
    var check = CheckpointNote.open(note, log);
    return check.verified().orElseThrow(() -> new AttestationException(check.describe())).content();
  }

  /** Configures a client; not thread-safe. */
  public static final class Builder {

    private @Nullable HttpClient http;
    private Duration timeout = TIMEOUT;

    private Builder() {}

    /**
     * Sets the HTTP client, for example one with a proxy or with certificates of its own. It should
     * follow no redirects. If not called, a plain one is made.
     *
     * @param http the client
     * @return this builder
     */
    public Builder http(HttpClient http) {
      this.http = Objects.requireNonNull(http, "http");
      return this;
    }

    /**
     * Limits the time of each request, its answer included. If not called, 10 seconds.
     *
     * @param timeout the limit
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("the time limit must be positive");
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     */
    public WitnessClient build() {
      return new WitnessClient(this);
    }
  }
}
