package dev.loopgen.attest.witness;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.ConsistencyProof;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks one witness for a cosignature. Used once. */
final class WitnessExchange {

  /** One guess, the size that the witness names, and one more where others submit meanwhile. */
  private static final int REQUESTS = 3;

  private static final int MAX_SAID = 300;
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

  private final WitnessHttp http;
  private final LogPolicy.Witness witness;
  private final NoteVerifier log;
  private final Checkpoint tree;
  private final long cosigned;
  private @Nullable SignedNote note;

  /**
   * @param cosigned the largest size that the witness is known to have cosigned, or 0
   */
  WitnessExchange(
      WitnessHttp http,
      LogPolicy.Witness witness,
      NoteVerifier log,
      Checkpoint tree,
      long cosigned) {
    this.http = http;
    this.witness = witness;
    this.log = log;
    this.tree = tree;
    this.cosigned = cosigned;
  }

  /** Returns the note, with the cosignature if the witness gave one. */
  SignedNote note() {
    if (note == null) {
      throw new IllegalStateException("nobody was asked yet");
    }
    return note;
  }

  WitnessReply ask(SignedNote submitted, LongFunction<ConsistencyProof> proofs)
      throws InterruptedException {
    note = submitted;
    try {
      long old = cosigned <= tree.size() ? cosigned : 0;
      for (int request = 0; request < REQUESTS; request++) {
        List<Sha256> path = old == 0 ? List.of() : proofs.apply(old).path();
        WitnessAnswer answer = http.add(new AddCheckpoint(old, path, submitted.only(List.of(log))));
        if (answer.status() != 409) {
          return reply(submitted, answer);
        }
        OptionalLong known = size(answer);
        if (known.isEmpty()) {
          return new WitnessReply.Unavailable(name(), "Its answer 409 has no size.");
        }
        long sent = old;
        old = known.getAsLong();
        if (old == sent && old == tree.size()) {
          return contradicted("It cosigned another checkpoint of the same size, " + old + ".");
        }
        if (old < cosigned) {
          return new WitnessReply.LostState(name(), cosigned, old);
        }
        if (old > tree.size()) {
          return contradicted(
              "It cosigned a checkpoint of size "
                  + old
                  + ", and this one has "
                  + tree.size()
                  + ".");
        }
      }
      return new WitnessReply.Unavailable(name(), "Others submit checkpoints at the same time.");
    } catch (IOException e) {
      return new WitnessReply.Unavailable(name(), e.getMessage() + ".");
    }
  }

  private String name() {
    return witness.name();
  }

  private WitnessReply reply(SignedNote submitted, WitnessAnswer answer)
      throws InterruptedException {
    return switch (answer.status()) {
      case 200 -> cosigned(submitted, answer);
      case 422 -> contradicted(said(answer));
      case 400, 403, 404 -> new WitnessReply.Declined(name(), answer.status(), said(answer));
      default ->
          new WitnessReply.Unavailable(
              name(), "It answered " + answer.status() + ": " + said(answer));
    };
  }

  /** Returns the start of what a witness said; it can say anything. */
  private static String said(WitnessAnswer answer) {
    String line = answer.body().lines().findFirst().orElse("").strip();
    return line.substring(0, Math.min(line.length(), MAX_SAID));
  }

  private WitnessReply cosigned(SignedNote submitted, WitnessAnswer answer) {
    try {
      note = submitted.with(answer.body(), witness.key());
      return new WitnessReply.Cosigned(name());
    } catch (AttestationException e) {
      return new WitnessReply.Unavailable(
          name(), "Its answer is no cosignature of this checkpoint. " + e.getMessage());
    }
  }

  private static OptionalLong size(WitnessAnswer answer) {
    return answer.contentType().split(";", 2)[0].strip().equals(WitnessAnswer.SIZE)
            && SIZE.matcher(answer.body()).matches()
        ? OptionalLong.of(Long.parseLong(answer.body().strip()))
        : OptionalLong.empty();
  }

  private WitnessReply contradicted(String reason) throws InterruptedException {
    return new WitnessReply.Contradicted(name(), reason, theirs());
  }

  /** Returns the checkpoint that the witness cosigned last, if the log signed it. */
  private @Nullable SignedNote theirs() throws InterruptedException {
    try {
      WitnessAnswer latest = http.latest(tree.origin());
      SignedNote shown = latest.status() == 200 ? SignedNote.parse(latest.body()) : null;
      return shown != null && CheckpointNote.open(shown, log).verified().isPresent() ? shown : null;
    } catch (IOException | AttestationException notShown) {
      return null;
    }
  }
}
