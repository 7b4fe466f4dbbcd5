package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.InclusionProof;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves offline that an entry is in a log: its index, the hashes up to the root, and a signed
 * checkpoint with that root. The text form is C2SP tlog-proof, version 1, stored in files that end
 * with {@code .tlog-proof}.
 *
 * <p>A parsed proof proves nothing until {@link #verify} accepts it. The verifier computes the leaf
 * hash from its own data. A verified proof says that the log recorded the entry by the time of the
 * checkpoint; it does not say that the entry is true or the latest about anything.
 *
 * @param index the index of the leaf, from 0
 * @param path the hashes from the leaf's sibling up to the root's child
 * @param checkpoint the signed checkpoint, not yet verified
 * @param extra opaque data in base64, empty if there is none; never authenticated
 */
public record LogProof(long index, List<Sha256> path, SignedNote checkpoint, String extra) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]*)");

  /** The longest possible path: a tree has fewer than 2<sup>63</sup> leaves. */
  private static final int MAX_PATH = 63;

  /**
   * Checks the parts and copies the path.
   *
   * @throws IllegalArgumentException if the index is negative, the path is longer than that of any
   *     tree, or the extra data is not base64
   */
  public LogProof {
    path = List.copyOf(path);
    Objects.requireNonNull(checkpoint, "checkpoint");
    if (index < 0) {
      throw new IllegalArgumentException("a log has no entry with index " + index);
    }
    if (path.size() > MAX_PATH) {
      throw new IllegalArgumentException("no tree has a path of " + path.size() + " hashes");
    }
    if (StrictBase64.decode(extra).isEmpty()) {
      throw new IllegalArgumentException("the extra data of a proof is not base64");
    }
  }

  /**
   * Creates a proof without extra data.
   *
   * @param inclusion the proof for the tree of the checkpoint
   * @param checkpoint the signed checkpoint
   * @throws IllegalArgumentException as for the canonical constructor
   */
  public LogProof(InclusionProof inclusion, SignedNote checkpoint) {
    this(inclusion.index(), inclusion.path(), checkpoint, "");
  }

  /**
   * Parses a proof without verifying it.
   *
   * @param text the text that {@link #format()} describes
   * @return the proof
   * @throws AttestationException if the text is anything else
   */
  public static LogProof parse(String text) {
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw malformed("there is no empty line before the checkpoint");
    }
    Deque<String> lines = new ArrayDeque<>(List.of(text.substring(0, blank).split("\n", -1)));
    if (!lines.remove().equals(HEADER)) {
      throw malformed("its first line is not " + HEADER);
    }
    try {
      String extra = extra(lines);
      long index = index(lines);
      List<Sha256> path = lines.stream().map(Sha256::ofBase64).toList();
      return new LogProof(index, path, SignedNote.parse(text.substring(blank + 2)), extra);
    } catch (IllegalArgumentException e) {
      throw new AttestationException("The proof is not valid: " + e.getMessage() + ".", e);
    }
  }

  private static String extra(Deque<String> lines) {
    if (lines.isEmpty() || !lines.element().startsWith(EXTRA)) {
      return "";
    }
    String extra = lines.remove().substring(EXTRA.length());
    if (extra.isEmpty()) {
      throw malformed("the line of extra data has none");
    }
    return extra;
  }

  private static long index(Deque<String> lines) {
    Matcher line = INDEX.matcher(lines.isEmpty() ? "" : lines.remove());
    if (!line.matches()) {
      throw malformed("the line of the index is missing or has no decimal number");
    }
    try {
      return Long.parseLong(line.group(1));
    } catch (NumberFormatException tooLarge) {
      throw malformed("the index is too large: " + line.group(1));
    }
  }

  /**
   * Returns the proof's text form: a header, the extra data if there is any, the index, the path in
   * base64, an empty line and the checkpoint.
   *
   * @return the text, ending with a newline
   */
  public String format() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    if (!extra.isEmpty()) {
      text.append(EXTRA).append(extra).append('\n');
    }
    text.append("index ").append(index).append('\n');
    path.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint.format()).toString();
  }

  /**
   * Checks this proof against the log named like the trusted key.
   *
   * @param leafHash the hash of the leaf, computed by {@link
   *     dev.loopgen.api.merkle.MerkleTree#leafHash(Sha256)} from the verifier's own entry
   * @param log the key of the log, from a source other than the proof
   * @return the checkpoint that includes the leaf, or why the proof may not be used
   */
  public NoteCheck<Checkpoint> verify(Sha256 leafHash, NoteVerifier log) {
    return verify(leafHash, log.keyId().name(), log);
  }

  /**
   * Checks this proof against a log whose key name differs from its origin.
   *
   * @param leafHash the hash of the leaf
   * @param origin the origin that the checkpoint must have
   * @param log the key that is trusted to sign for this origin, from a source other than the proof
   * @return the checkpoint that includes the leaf, or why the proof may not be used
   */
  public NoteCheck<Checkpoint> verify(Sha256 leafHash, String origin, NoteVerifier log) {
    NoteCheck<Checkpoint> check = CheckpointNote.open(checkpoint, origin, log);
    return check instanceof VerifiedNote<Checkpoint> verified
        ? included(leafHash, verified.content(), verified)
        : check;
  }

  /**
   * Checks this proof against the logs and witnesses of a policy.
   *
   * @param leafHash the hash of the leaf
   * @param policy the policy, from a source other than the proof
   * @param now the current time; see {@link LogPolicy#check}
   * @return the checkpoint that includes the leaf, with or without the quorum of the policy, or why
   *     the proof may not be used
   */
  public NoteCheck<CosignedCheckpoint> verify(Sha256 leafHash, LogPolicy policy, Instant now) {
    NoteCheck<CosignedCheckpoint> check = policy.check(checkpoint, now);
    return check instanceof VerifiedNote<CosignedCheckpoint> verified
        ? included(leafHash, verified.content().checkpoint(), verified)
        : check;
  }

  private <T> NoteCheck<T> included(Sha256 leafHash, Checkpoint tree, VerifiedNote<T> verified) {
    return new InclusionProof(index, tree.size(), path).proves(leafHash, tree)
        ? verified
        : new NoteCheck.Refused<>(
            "The proof does not lead from this entry to the root of the checkpoint of "
                + tree.origin()
                + ", so the log is not shown to have recorded it.");
  }

  private static AttestationException malformed(String reason) {
    return new AttestationException("The proof is not valid: " + reason + ".");
  }
}
