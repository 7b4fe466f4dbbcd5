package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.NoteKeyId;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.TextFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Stores the last signed checkpoint of each origin in {@code .loopgen/audit.checkpoint}: signed
 * notes separated by empty lines. No other process can sign while this is open.
 *
 * <p>It is a memory, not a proof: whoever can write the file can remove it.
 */
final class CheckpointStore implements AutoCloseable {

  private static final Duration LOCK_LIMIT = Duration.ofSeconds(15);
  private static final Duration LOCK_PAUSE = Duration.ofMillis(20);

  private final Path file;
  private final FileChannel lock;
  private final List<SignedNote> notes;

  private CheckpointStore(Path file, FileChannel lock) throws IOException {
    this.file = file;
    this.lock = lock;
    waitFor(lock);
    this.notes = new ArrayList<>(read(file));
  }

  /** Signing takes milliseconds, so a process that holds the lock for longer is stuck. */
  private static void waitFor(FileChannel lock) throws IOException {
    long end = System.nanoTime() + LOCK_LIMIT.toNanos();
    while (lock.tryLock() == null) {
      if (System.nanoTime() - end > 0) {
        throw new IOException(
            "another process has locked audit.checkpoint.lock for "
                + LOCK_LIMIT.toSeconds()
                + " seconds; end it and sign again");
      }
      LockSupport.parkNanos(LOCK_PAUSE.toNanos());
    }
  }

  /**
   * Waits for the lock and reads the signed checkpoints.
   *
   * @throws RefusedException if the file contains anything but notes
   */
  static CheckpointStore open(Path project) throws IOException {
    Path file = ProjectFinder.outputs(project).resolve("audit.checkpoint");
    Path lockFile = file.resolveSibling("audit.checkpoint.lock");
    if (Files.exists(lockFile) && !Files.isRegularFile(lockFile)) {
      throw new IOException(lockFile + " is not a regular file; remove it");
    }
    FileChannel lock =
        FileChannel.open(
            lockFile,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      return new CheckpointStore(file, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static List<SignedNote> read(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    String text =
        new String(TextFile.readBytes("last signed checkpoint", file), StandardCharsets.UTF_8);
    try {
      return SignedNote.parseAll(text.getBytes(StandardCharsets.UTF_8));
    } catch (AttestationException e) {
      throw new RefusedException(
          file
              + " does not contain valid signed checkpoints, so nothing more is signed: "
              + e.getMessage()
              + " Restore it, for example from git.");
    }
  }

  /**
   * Returns the last checkpoint that was signed under the key's name.
   *
   * @throws RefusedException if this key did not sign it
   */
  Optional<Checkpoint> last(NoteVerifier key) {
    return lastNote(key).map(note -> open(note, key));
  }

  /** Returns the note of the last checkpoint that was signed under the key's name. */
  Optional<SignedNote> lastNote(NoteVerifier key) {
    return notes.stream().filter(note -> isOf(note, key)).findFirst();
  }

  /**
   * Replaces the last note by one with more cosignatures.
   *
   * @return whether it is still the last one
   */
  boolean keepCosigned(SignedNote cosigned, NoteVerifier key) throws IOException {
    boolean same =
        lastNote(key)
            .filter(note -> note.only(List.of(key)).equals(cosigned.only(List.of(key))))
            .isPresent();
    if (same) {
      keep(cosigned, key);
    }
    return same;
  }

  private Checkpoint open(SignedNote note, NoteVerifier key) {
    NoteCheck<Checkpoint> check = CheckpointNote.open(note, key);
    return check
        .verified()
        .map(VerifiedNote::content)
        .orElseThrow(
            () ->
                new RefusedException(
                    "The last checkpoint of "
                        + key.keyId().name()
                        + " in "
                        + file
                        + " does not open with this key, so nothing more is signed under that"
                        + " name. "
                        + check.describe()));
  }

  private static boolean isOf(SignedNote note, NoteVerifier key) {
    return note.claimedSigners().stream()
        .map(NoteKeyId::name)
        .anyMatch(name -> name.equals(key.keyId().name()));
  }

  /** Replaces the last note under the key's name; durable on return. */
  void keep(SignedNote note, NoteVerifier key) throws IOException {
    notes.removeIf(older -> isOf(older, key));
    notes.add(note);
    String text = notes.stream().map(SignedNote::format).collect(Collectors.joining("\n"));
    Path fresh = file.resolveSibling("audit.checkpoint.new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
