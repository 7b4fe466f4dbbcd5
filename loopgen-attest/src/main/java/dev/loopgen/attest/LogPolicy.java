package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.merkle.Checkpoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which logs are known, which witnesses, and which of these must have cosigned a checkpoint: a C2SP
 * tlog-policy.
 *
 * <p>Whoever can write the policy decides what it lets through, so it must come from outside the
 * notes and the ledger that it is used for. Immutable and thread-safe.
 */
public final class LogPolicy {

  /** How far ahead of the verifier's clock that of a witness may be. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final List<Log> logs;
  private final List<Witness> witnesses;
  private final @Nullable Quorum quorum;

  LogPolicy(List<Log> logs, List<Witness> witnesses, @Nullable Quorum quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = List.copyOf(witnesses);
    this.quorum = quorum;
  }

  /**
   * A log that the policy knows.
   *
   * @param key its key, whose name is the log's origin
   * @param url where it is, or null; loopgen does not use it
   */
  public record Log(NoteVerifier key, @Nullable URI url) {

    /** Checks the parts. */
    public Log {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * A witness that the policy knows.
   *
   * @param name its name within the policy
   * @param key its key
   * @param url the prefix of its addresses, or null if it is not asked for cosignatures
   */
  public record Witness(String name, CosignatureVerifier key, @Nullable URI url) {

    /** Checks the parts. */
    public Witness {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * Reads a policy.
   *
   * @param policy the text, in which every line ends with a newline
   * @return the policy
   * @throws AttestationException if it is not valid; the message names the line
   */
  public static LogPolicy parse(String policy) {
    return parse(policy.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a policy.
   *
   * @param policy the bytes of the file
   * @return the policy
   * @throws AttestationException if it is not valid; the message names the line
   */
  public static LogPolicy parse(byte[] policy) {
    return new LogPolicyReader().read(policy);
  }

  /**
   * Returns the logs.
   *
   * @return the logs, perhaps none
   */
  public List<Log> logs() {
    return logs;
  }

  /**
   * Returns the witnesses, those outside the quorum included.
   *
   * @return the witnesses, perhaps none
   */
  public List<Witness> witnesses() {
    return witnesses;
  }

  /**
   * Returns this policy with another address of a witness.
   *
   * @param witness its name in the policy
   * @param url the prefix of its addresses
   * @return the policy, with the same keys and quorum
   * @throws IllegalArgumentException if the policy does not know the witness, or the address does
   *     not start with {@code http://} or {@code https://} and a host
   */
  public LogPolicy withUrl(String witness, URI url) {
    if (!isAddress(url)) {
      throw new IllegalArgumentException(
          "the URL of the witness " + witness + " must start with http:// or https:// and a host");
    }
    if (witnesses.stream().noneMatch(one -> one.name().equals(witness))) {
      throw new IllegalArgumentException("the policy has no witness " + witness);
    }
    return new LogPolicy(
        logs,
        witnesses.stream()
            .map(one -> one.name().equals(witness) ? new Witness(witness, one.key(), url) : one)
            .toList(),
        quorum);
  }

  /** Tells whether a witness can be asked there. */
  static boolean isAddress(URI url) {
    return url.getHost() != null
        && url.getScheme() != null
        && Set.of("http", "https").contains(url.getScheme());
  }

  /**
   * Tells whether any two sets of witnesses that reach the quorum have a witness in common. Where
   * they need not, both sides of a split view could be cosigned without any witness lying. Never
   * true without a quorum.
   *
   * @return whether they do
   */
  public boolean hasIntersectingQuorums() {
    return quorum != null && !quorum.canBeSplit();
  }

  /**
   * Tells whether the policy knows a log of an origin.
   *
   * @param origin the origin
   * @return whether one of the logs has this name
   */
  public boolean knowsOrigin(String origin) {
    return !keysOf(origin).isEmpty();
  }

  private List<NoteVerifier> keysOf(String origin) {
    return logs.stream().map(Log::key).filter(key -> key.keyId().name().equals(origin)).toList();
  }

  /**
   * Checks a note against this policy.
   *
   * @param note the signed note
   * @param now the current time; a cosignature that is more than {@link #CLOCK_SKEW} later does not
   *     count, and neither does one without a time, which is 0
   * @return the checkpoint if one of the logs signed it, whether or not it has the quorum; else why
   *     it may not be used, also where a witness's signature is wrong
   */
  public NoteCheck<CosignedCheckpoint> check(SignedNote note, Instant now) {
    String origin = note.claimedOrigin();
    List<NoteVerifier> keys = keysOf(origin);
    NoteCheck<Checkpoint> opened = CheckpointNote.open(note, origin, keys);
    if (!(opened instanceof VerifiedNote<Checkpoint> verified)) {
      return new NoteCheck.Refused<>(opened.describe());
    }
    List<NoteVerifier> all = new ArrayList<>(keys);
    witnesses.forEach(witness -> all.add(witness.key()));
    NoteCheck<String> cosigned = note.open(all);
    if (cosigned instanceof NoteCheck.Refused<String> forged) {
      return new NoteCheck.Refused<>(forged.reason());
    }
    Map<String, Instant> times = cosignatures(note, now);
    return verified.map(
        checkpoint ->
            new CosignedCheckpoint(
                checkpoint,
                List.copyOf(times.keySet()),
                quorum == null ? null : quorum.metAt(times).orElse(null),
                note.format()));
  }

  private Map<String, Instant> cosignatures(SignedNote note, Instant now) {
    Instant latest = now.plus(CLOCK_SKEW);
    Map<String, Instant> times = new LinkedHashMap<>();
    for (Witness witness : witnesses) {
      note.cosignedAt(witness.key())
          .filter(time -> time.isAfter(Instant.EPOCH) && !time.isAfter(latest))
          .ifPresent(time -> times.put(witness.name(), time));
    }
    return times;
  }

  /** A witness or a group of them. */
  sealed interface Quorum {

    /** Returns the latest instant since when the cosignatures made up the quorum. */
    Optional<Instant> metAt(Map<String, Instant> cosignatures);

    /** Tells whether two disjoint sets of witnesses can both reach it. */
    boolean canBeSplit();

    /** A single witness. */
    record One(String name) implements Quorum {

      @Override
      public Optional<Instant> metAt(Map<String, Instant> cosignatures) {
        return Optional.ofNullable(cosignatures.get(name));
      }

      @Override
      public boolean canBeSplit() {
        return false;
      }
    }

    /** At least some of several. No witness is in two of them. */
    record Group(int least, List<Quorum> members) implements Quorum {

      @Override
      public Optional<Instant> metAt(Map<String, Instant> cosignatures) {
        List<Instant> newestFirst =
            members.stream()
                .flatMap(member -> member.metAt(cosignatures).stream())
                .sorted(Comparator.reverseOrder())
                .toList();
        return newestFirst.size() < least
            ? Optional.empty()
            : Optional.of(newestFirst.get(least - 1));
      }

      @Override
      public boolean canBeSplit() {
        long inBoth = members.stream().filter(Quorum::canBeSplit).count();
        return 2 * Math.max(0, least - inBoth) <= members.size() - inBoth;
      }
    }
  }
}
