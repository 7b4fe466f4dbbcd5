package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.commitgraph.CommitGraph;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The object database of a repository, read-only. Every object is hashed when it is read, so a
 * tampered one is an error. Replacements, grafts and commit graphs are ignored. Thread-safe.
 */
public final class GitObjects extends ObjectReader {

  private static final int MAX_ALTERNATES = 16;
  private static final int MAX_MATCHES = 16;
  private static final long MAX_WALKED_OBJECT = 1 << 28;

  /** The largest blob that is put together from deltas in memory, in bytes. */
  private static final long MAX_DELTA = 1 << 30;

  private final List<Path> directories;
  private final PackList packs;
  private final Set<ObjectId> shallow;
  private final String remedy;

  private GitObjects(List<Path> directories, PackList packs, Set<ObjectId> shallow, String remedy) {
    this.directories = directories;
    this.packs = packs;
    this.shallow = Set.copyOf(shallow);
    this.remedy = remedy;
  }

  /**
   * Opens the objects below a repository's common directory.
   *
   * @param remedy what to do about an object that is missing, in sentences
   * @param known objects opened earlier; their packs are reused if unchanged
   */
  static GitObjects open(
      Path commonDirectory, Set<ObjectId> shallow, String remedy, @Nullable GitObjects known)
      throws IOException {
    List<Path> directories = alternates(commonDirectory.resolve("objects"));
    PackList packs =
        known != null && known.directories.equals(directories)
            ? known.packs
            : new PackList(directories);
    packs.refresh();
    return new GitObjects(directories, packs, shallow, remedy);
  }

  /** Returns the directories that hold the objects of a repository, its own first. */
  public static List<Path> directories(Path commonDirectory) throws IOException {
    return alternates(commonDirectory.resolve("objects"));
  }

  private static List<Path> alternates(Path objects) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    List<Path> queue = new ArrayList<>(List.of(objects));
    while (!queue.isEmpty()) {
      Path directory = queue.remove(0).toAbsolutePath().normalize();
      if (!found.add(directory)) {
        continue;
      }
      if (found.size() > MAX_ALTERNATES) {
        throw new IOException("more than " + MAX_ALTERNATES + " alternate object directories");
      }
      Path file = directory.resolve("info").resolve("alternates");
      if (Files.isRegularFile(file)) {
        for (String line : PlainFile.text(file).lines().toList()) {
          if (!line.isBlank() && !line.startsWith("#")) {
            queue.add(directory.resolve(line));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * Reads a commit, tree or blob.
   *
   * @param type one of JGit's object type constants
   * @param limit the largest size accepted, in bytes
   * @throws RepositoryException if it is missing, damaged, of another type or above the limit
   */
  public byte[] read(GitId id, int type, long limit) {
    try {
      GitObject object = load(toObjectId(id), limit);
      if (object == null) {
        throw missing(toObjectId(id));
      }
      if (object.type() != type) {
        throw new RepositoryException(
            "The object " + id + " is not a " + Constants.typeString(type) + ".");
      }
      return object.bytes();
    } catch (IOException e) {
      throw new RepositoryException(
          "The object " + id + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Reads a blob if this clone has it and it is not too large.
   *
   * @param limit the largest size accepted, in bytes
   * @return its bytes; null if it is larger, in which case {@link #copyBlob} writes it
   * @throws MissingObjectException if it is not in this clone
   * @throws IOException if it is damaged or not a blob
   */
  public byte @Nullable [] blob(GitId id, long limit) throws IOException {
    try {
      GitObject object = load(toObjectId(id), limit);
      if (object == null) {
        throw new MissingObjectException(toObjectId(id), Constants.OBJ_BLOB);
      }
      if (object.type() != Constants.OBJ_BLOB) {
        throw new IOException("object " + id + " is not a blob");
      }
      return object.bytes();
    } catch (ObjectSizeException larger) {
      return null;
    }
  }

  /**
   * Writes a blob of any size without holding it in memory, unless it is stored as a delta.
   *
   * @throws IOException if it is missing or damaged, which may be known only after it was written
   */
  public void copyBlob(GitId id, OutputStream out) throws IOException {
    ObjectId object = toObjectId(id);
    for (PackFile pack : packs.known()) {
      long size = pack.wholeSize(object);
      if (size >= 0) {
        VerifyingOutput verified = new VerifyingOutput(out, size);
        pack.copy(object, verified);
        verified.require(id);
        return;
      }
    }
    for (Path directory : directories) {
      LooseObjects.LargeBlob blob = LooseObjects.blob(directory, object);
      if (blob != null) {
        try (InputStream in = blob.in()) {
          VerifyingOutput verified = new VerifyingOutput(out, blob.size());
          in.transferTo(verified);
          verified.require(id);
        }
        return;
      }
    }
    byte[] delta = blob(id, MAX_DELTA);
    if (delta == null) {
      throw new ObjectSizeException(MAX_DELTA + 1, MAX_DELTA);
    }
    out.write(delta);
  }

  /**
   * Returns the exception for something that could not be read.
   *
   * @param what the subject of the message, capitalised and in the singular
   */
  RepositoryException unreadable(String what, IOException e) {
    return e instanceof MissingObjectException missing
        ? missing(missing.getObjectId())
        : new RepositoryException(what + " cannot be read: " + e.getMessage() + ".", e);
  }

  private RepositoryException missing(ObjectId id) {
    return new RepositoryException(
        "The object " + id.name() + " is missing from this clone. " + remedy);
  }

  private @Nullable GitObject load(AnyObjectId id, long limit) throws IOException {
    GitObject object = find(id, limit);
    if (object == null && packs.refresh()) {
      object = find(id, limit);
    }
    if (object != null && !object.id().equals(id)) {
      throw new IOException("object " + id.name() + " has content that does not match its id");
    }
    return object;
  }

  private @Nullable GitObject find(AnyObjectId id, long limit) throws IOException {
    for (PackFile pack : packs.known()) {
      GitObject object = pack.read(id, limit);
      if (object != null) {
        return object;
      }
    }
    for (Path directory : directories) {
      GitObject object = LooseObjects.read(directory, id, limit);
      if (object != null) {
        return object;
      }
    }
    return null;
  }

  /** Names any commit or tag, or a pack, which may hold one; empty if there is none. */
  Optional<String> anyCommit() throws IOException {
    if (!packs.known().isEmpty()) {
      return Optional.of("a pack");
    }
    for (Path directory : directories) {
      Optional<String> commit = LooseObjects.anyCommit(directory);
      if (commit.isPresent()) {
        return commit;
      }
    }
    return Optional.empty();
  }

  @Override
  public ObjectLoader open(AnyObjectId id, int typeHint) throws IOException {
    GitObject object = load(id, MAX_WALKED_OBJECT);
    if (object == null) {
      throw typeHint == OBJ_ANY
          ? new MissingObjectException(id.copy(), "object")
          : new MissingObjectException(id.copy(), typeHint);
    }
    if (typeHint != OBJ_ANY && object.type() != typeHint) {
      throw new IncorrectObjectTypeException(id.copy(), typeHint);
    }
    return new ObjectLoader.SmallObject(object.type(), object.bytes());
  }

  @Override
  public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
    Set<ObjectId> found = new LinkedHashSet<>();
    for (PackFile pack : packs.known()) {
      pack.resolve(found, id, MAX_MATCHES);
    }
    for (Path directory : directories) {
      LooseObjects.startingWith(directory, id.name()).stream()
          .map(ObjectId::fromString)
          .forEach(found::add);
    }
    return found;
  }

  @Override
  public Set<ObjectId> getShallowCommits() {
    return shallow;
  }

  @Override
  public Optional<CommitGraph> getCommitGraph() {
    return Optional.empty();
  }

  @Override
  public ObjectReader newReader() {
    return this;
  }

  /** Does nothing; no resources are held open. */
  @Override
  public void close() {}

  public static ObjectId toObjectId(GitId id) {
    return ObjectId.fromRaw(id.bytes());
  }

  /** Returns the id that git gives a blob with this content. */
  public static GitId blobId(byte[] content) {
    return toGitId(new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content));
  }

  public static GitId toGitId(AnyObjectId id) {
    byte[] raw = new byte[GitId.LENGTH];
    id.copyRawTo(raw, 0);
    return GitId.of(raw, 0);
  }
}
