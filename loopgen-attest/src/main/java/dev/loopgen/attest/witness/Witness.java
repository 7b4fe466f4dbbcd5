package dev.loopgen.attest.witness;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.internal.files.DirectoryListing;
import dev.loopgen.api.internal.files.DurableFile;
import dev.loopgen.attest.CosignatureVerifier;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.WitnessKeyPair;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cosigns the checkpoints of the logs that it was told about, each only if it continues the last
 * one that it cosigned (C2SP tlog-witness).
 *
 * <p>Its memory is a directory. The promise of a witness is that it never cosigns two histories of
 * one log; it holds as long as that directory is never lost, put back to an older state, or used
 * with a copy of the key elsewhere. Where the state of a log is missing or damaged, this class
 * refuses, and never starts over by itself. Only one process can use a directory. Thread-safe.
 */
public final class Witness implements AutoCloseable {

  private static final String KEY = "witness";
  private static final String LOGS = "logs";
  private static final String LOCK = "lock";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final FileChannel lock;
  private final Map<String, WitnessedLog> logs = new HashMap<>();

  private Witness(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Prepares a directory for a witness, or adds a log to it. Nothing was cosigned of that log.
   *
   * @param directory the directory; it is created unless it exists
   * @param witness the key of the witness, the only one that the directory can be used with
   * @param keys the keys of one log, at least one; their name is its origin
   * @throws AttestationException if the directory belongs to another witness, knows the log
   *     already, or cannot be written
   * @throws IllegalArgumentException if there is no key, or they have different names
   */
  public static void addLog(
      Path directory, CosignatureVerifier witness, List<? extends NoteVerifier> keys) {
    if (keys.stream().map(key -> key.keyId().name()).distinct().count() != 1) {
      throw new IllegalArgumentException("a log needs at least one key, all of one name");
    }
    String origin = keys.get(0).keyId().name();
    Path log = directory.resolve(LOGS).resolve(hash(origin));
    try {
      Files.createDirectories(directory.resolve(LOGS));
      Path own = directory.resolve(KEY);
      if (!hasKey(own)) {
        requireNew(directory);
        Files.deleteIfExists(own);
        Files.createFile(own);
        byte[] line = (witness + "\n").getBytes(StandardCharsets.UTF_8);
        DurableFile.write(own, out -> out.write(line));
        DirectoryListing.force(directory);
      }
      requireOwn(directory, witness);
      if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
        throw new AttestationException(
            "The witness knows the log " + origin + " already. It does not forget it.");
      }
      WitnessedLog.create(log, List.copyOf(keys));
    } catch (FileAlreadyExistsException e) {
      throw new AttestationException("Another process writes to " + directory + ".", e);
    } catch (IOException e) {
      throw new AttestationException(
          "The state of the witness in "
              + directory
              + " cannot be written: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  /** Tells whether there is a key; one that was not written to its end is none. */
  private static boolean hasKey(Path own) throws IOException {
    return Files.exists(own, LinkOption.NOFOLLOW_LINKS)
        && !(Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)
            && !Files.readString(own).endsWith("\n"));
  }

  private static void requireNew(Path directory) throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory.resolve(LOGS))) {
      if (logs.iterator().hasNext()) {
        throw new AttestationException(
            directory + " has logs, but its key is missing. Restore the newest state.");
      }
    }
  }

  private static void requireOwn(Path directory, CosignatureVerifier witness) throws IOException {
    Path own = directory.resolve(KEY);
    if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
      throw new AttestationException(
          "There is no state of a witness in "
              + directory
              + ". If it was lost, restore the newest one; a witness that starts anew needs a new"
              + " key.");
    }
    if (!Files.readString(own).equals(witness + "\n")) {
      throw new AttestationException(
          "The state in "
              + directory
              + " belongs to another witness than "
              + witness.keyId()
              + ". Use its key.");
    }
  }

  /**
   * Opens the state of a witness, which no other process can use until it is closed.
   *
   * @param directory a directory that {@link #addLog} prepared
   * @param key the key of the witness
   * @param clock the clock of its cosignatures
   * @return the witness
   * @throws AttestationException if the state was lost, is damaged, belongs to another witness or
   *     is used by another process, or knows no log
   */
  public static Witness open(Path directory, WitnessKeyPair key, Clock clock) {
    try {
      requireOwn(directory, key.verifier());
      Witness witness = new Witness(lock(directory));
      try {
        witness.read(directory.resolve(LOGS), key, clock);
        return witness;
      } catch (IOException | RuntimeException e) {
        witness.lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new AttestationException(
          "The state of the witness in " + directory + " cannot be read: " + e.getMessage() + ".",
          e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      throw new AttestationException(directory + " is used by another witness.", inThisProcess);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new AttestationException(directory + " is used by another process.");
    }
    return channel;
  }

  private void read(Path directory, WitnessKeyPair key, Clock clock) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path log : found) {
        String name = String.valueOf(log.getFileName());
        if (HASH.matcher(name).matches()) {
          WitnessedLog read = WitnessedLog.open(log, key, clock);
          if (!hash(read.origin()).equals(name)) {
            throw new AttestationException(log + " is the state of another log.");
          }
          logs.put(name, read);
        }
      }
    }
    if (logs.isEmpty()) {
      throw new AttestationException(
          "The witness knows no log. If its state was lost, restore the newest one.");
    }
  }

  /**
   * Answers an {@code add-checkpoint} request.
   *
   * @param body the body of the request
   * @return the answer: 200 with a cosignature; 400, 403, 404, 409 or 422 as tlog-witness says; 500
   *     if the state is not as this witness left it or cannot be written, and nothing is cosigned
   */
  public WitnessAnswer addCheckpoint(byte[] body) {
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(body);
    } catch (AttestationException e) {
      return WitnessAnswer.text(400, String.valueOf(e.getMessage()));
    }
    WitnessedLog log = logs.get(hash(request.note().claimedOrigin()));
    if (log == null) {
      return WitnessAnswer.text(404, "The log is not known here.");
    }
    try {
      return log.add(request);
    } catch (IOException | AttestationException e) {
      return WitnessAnswer.text(
          500, "Nothing is cosigned, for the state of the witness: " + e.getMessage() + ".");
    }
  }

  /**
   * Returns the last checkpoint of a log that this witness cosigned.
   *
   * @param originHash the SHA-256 of the log's origin in lower-case hexadecimal
   * @return the note with the signatures of the log and of the witness; empty if the log is not
   *     known, or nothing of it was cosigned
   */
  public Optional<SignedNote> latest(String originHash) {
    return Optional.ofNullable(logs.get(originHash)).flatMap(WitnessedLog::latest);
  }

  /** Returns the name of a log's state and of its address. */
  static String hash(String origin) {
    return Sha256.hash(origin.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Ends the use of the directory. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new AttestationException("The lock of the witness cannot be released.", e);
    }
  }
}
