package dev.loopgen.attest.witness;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.internal.files.DirectoryListing;
import dev.loopgen.api.internal.files.DurableFile;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.ConsistencyProof;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.NoteSigner;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import dev.loopgen.attest.WitnessKeyPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a witness remembers of one log: its keys and the last checkpoint that it cosigned, in a
 * directory. Thread-safe.
 *
 * <p>The state is read again for each request and compared with what this process wrote last, so a
 * state that was lost or put back while the witness runs is never continued.
 */
final class WitnessedLog {

  /** The file with the keys of the log, one a line. */
  private static final String KEYS = "log";

  /** The file with the last cosigned checkpoint, or {@link #NEW}. */
  private static final String CHECKPOINT = "checkpoint";

  /** The file with two checkpoints that contradict each other. */
  private static final String CONFLICT = "split-view";

  /** Said in so many words, so that a file that lost its content is never a new state. */
  private static final String NEW = "Nothing was cosigned yet.\n";

  private static final int MAX_BYTES = 1 << 20;

  private final Path directory;
  private final WitnessKeyPair key;
  private final NoteSigner signer;
  private final List<NoteVerifier> keys;
  private final String origin;
  private String state;
  private @Nullable SignedNote note;
  private Checkpoint last;

  private WitnessedLog(Path directory, WitnessKeyPair key, Clock clock) throws IOException {
    this.directory = directory;
    this.key = key;
    this.signer = key.signer(clock);
    this.keys = read(directory.resolve(KEYS)).lines().map(NoteVerifier::parse).toList();
    if (keys.isEmpty()) {
      throw new AttestationException(directory + " has no key of a log.");
    }
    this.origin = keys.get(0).keyId().name();
    this.state = read(directory.resolve(CHECKPOINT));
    this.note = state.equals(NEW) ? null : SignedNote.parse(state);
    this.last = note == null ? new Checkpoint(origin, 0, MerkleTree.EMPTY_ROOT) : open(note);
  }

  /**
   * Reads the state of a log.
   *
   * @throws AttestationException if it was lost or is damaged
   */
  static WitnessedLog open(Path directory, WitnessKeyPair key, Clock clock) {
    try {
      return new WitnessedLog(directory, key, clock);
    } catch (IOException | AttestationException e) {
      throw new AttestationException(
          "The state of a log in "
              + directory
              + " was lost or damaged, so nothing is cosigned: "
              + e.getMessage()
              + " Restore the newest state; one that is older than what was cosigned would let two"
              + " histories through.",
          e);
    }
  }

  /** Creates the state of a log of which nothing was cosigned, all of it or nothing. */
  static void create(Path directory, List<NoteVerifier> keys) throws IOException {
    Path parent = Objects.requireNonNull(directory.getParent());
    Path fresh = Files.createTempDirectory(parent, "new-");
    StringBuilder lines = new StringBuilder();
    keys.forEach(key -> lines.append(key).append('\n'));
    write(fresh.resolve(KEYS), lines.toString());
    write(fresh.resolve(CHECKPOINT), NEW);
    DirectoryListing.force(fresh);
    Files.move(fresh, directory);
    DirectoryListing.force(parent);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createFile(file);
    DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the name of the log. */
  String origin() {
    return origin;
  }

  /** Returns the last checkpoint that was cosigned, with the signatures of log and witness. */
  synchronized Optional<SignedNote> latest() {
    return Optional.ofNullable(note);
  }

  /**
   * Cosigns a checkpoint if it continues the last one. The cosignature leaves only when the new
   * state is durable.
   */
  synchronized WitnessAnswer add(AddCheckpoint request) throws IOException {
    NoteCheck<String> signed = request.note().open(keys);
    if (signed instanceof NoteCheck.Refused<String> refused) {
      return WitnessAnswer.text(403, refused.reason());
    }
    NoteCheck<Checkpoint> opened = CheckpointNote.open(request.note(), origin, keys);
    if (!(opened instanceof VerifiedNote<Checkpoint> verified)) {
      boolean empty = request.note().format().startsWith(origin + "\n0\n");
      return WitnessAnswer.text(empty ? 422 : 400, opened.describe());
    }
    requireSameState();
    Checkpoint next = verified.content();
    keepConflict(next, request.note());
    if (request.old() > next.size()) {
      return WitnessAnswer.text(400, "The old size is larger than that of the checkpoint.");
    }
    if (request.old() != last.size()) {
      return WitnessAnswer.size(last.size());
    }
    if (!new ConsistencyProof(request.old(), next.size(), request.path()).proves(last, next)) {
      return WitnessAnswer.text(
          422,
          "The checkpoint of "
              + next.size()
              + " leaves is not shown to continue that of "
              + last.size()
              + ".");
    }
    return cosign(next, request.note());
  }

  private WitnessAnswer cosign(Checkpoint next, SignedNote submitted) throws IOException {
    String lines = lines(SignedNote.sign(next.text(), List.of(signer)));
    SignedNote cosigned = submitted.only(keys).with(lines, key.verifier());
    replace(directory.resolve(CHECKPOINT), cosigned.format());
    state = cosigned.format();
    note = cosigned;
    last = next;
    return WitnessAnswer.text(200, lines);
  }

  private static String lines(SignedNote note) {
    String text = note.format();
    return text.substring(text.lastIndexOf("\n\n") + 2);
  }

  private void requireSameState() throws IOException {
    if (!read(directory.resolve(CHECKPOINT)).equals(state)) {
      throw new IOException("the state of " + origin + " was changed by somebody else");
    }
  }

  /** Keeps the first proof that the log signed two histories. */
  private void keepConflict(Checkpoint next, SignedNote submitted) throws IOException {
    Path file = directory.resolve(CONFLICT);
    if (note != null
        && next.size() == last.size()
        && !next.root().equals(last.root())
        && !Files.exists(file)) {
      replace(file, note.format() + "\n" + submitted.only(keys).format());
    }
  }

  private Checkpoint open(SignedNote own) {
    List<NoteVerifier> all = new ArrayList<>(keys);
    all.add(key.verifier());
    NoteCheck<String> check = own.open(all);
    List<NoteVerifier> signers = check.verified().map(VerifiedNote::signers).orElse(List.of());
    NoteCheck<Checkpoint> checkpoint = CheckpointNote.open(own, origin, keys);
    if (!signers.contains(key.verifier())) {
      throw new AttestationException("The last checkpoint has no cosignature of this witness.");
    }
    return checkpoint
        .verified()
        .map(VerifiedNote::content)
        .orElseThrow(() -> new AttestationException(checkpoint.describe()));
  }

  private void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    write(fresh, text);
    DurableFile.replace(fresh, file);
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file.getFileName() + " is missing or no regular file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return AddCheckpoint.decode(in.readNBytes(MAX_BYTES));
    }
  }
}
