package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.core.internal.files.MessageDigests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The refs of a repository. Each call rereads them. Names are spelled as {@link RefName} defines.
 */
public final class GitRefs {

  private static final String HEAD = "HEAD";
  private static final int MAX_SYMBOLIC_DEPTH = 5;

  private final RefStore store;

  private GitRefs(RefStore store) {
    this.store = store;
  }

  static GitRefs inFiles(Path gitDirectory, Path commonDirectory) {
    return new GitRefs(new FileRefs(gitDirectory, commonDirectory));
  }

  static GitRefs inReftables(Path gitDirectory, Path commonDirectory) {
    return new GitRefs(new ReftableRefs(gitDirectory, commonDirectory));
  }

  /**
   * Returns the object a ref points at, following symbolic refs; empty if it does not exist.
   *
   * @throws RepositoryException if it, or a ref it points at, is one that git would not read
   */
  public Optional<ObjectId> resolve(String name) {
    String current = name;
    for (int depth = 0; depth <= MAX_SYMBOLIC_DEPTH; depth++) {
      Optional<RefValue> value = value(current);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (value.get() instanceof RefValue.Direct direct) {
        return Optional.of(direct.id());
      }
      current = ((RefValue.Symbolic) value.get()).target();
    }
    throw new RepositoryException("The ref " + name + " points at itself.");
  }

  /**
   * Returns the target of a symbolic ref; empty if the ref is not symbolic.
   *
   * @throws RepositoryException if git would not read it
   */
  public Optional<String> target(String name) {
    return value(name)
        .filter(RefValue.Symbolic.class::isInstance)
        .map(value -> ((RefValue.Symbolic) value).target());
  }

  /** Returns every ref below {@code refs/} with its object, except dangling and broken ones. */
  public SortedMap<String, ObjectId> all() {
    SortedMap<String, RefValue> values = values();
    SortedMap<String, ObjectId> refs = new TreeMap<>();
    values.forEach((name, value) -> object(value, values).ifPresent(id -> refs.put(name, id)));
    return refs;
  }

  private static Optional<ObjectId> object(RefValue start, SortedMap<String, RefValue> values) {
    RefValue value = start;
    for (int depth = 0; depth <= MAX_SYMBOLIC_DEPTH; depth++) {
      if (value instanceof RefValue.Direct direct) {
        return Optional.of(direct.id());
      }
      RefValue next =
          value instanceof RefValue.Symbolic symbolic ? values.get(symbolic.target()) : null;
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.empty();
  }

  /** Returns the name of any ref below {@code refs/} that implies a commit, broken or not. */
  Optional<String> any() {
    return values().entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof RefValue.Symbolic))
        .map(entry -> entry.getKey())
        .findFirst();
  }

  /** Tells whether any ref, even a dangling or broken one, has a name with a prefix. */
  boolean hasAny(String prefix) {
    SortedMap<String, RefValue> from = values().tailMap(prefix);
    return !from.isEmpty() && from.firstKey().startsWith(prefix);
  }

  /** Tells whether there is a reflog. */
  boolean hasLog() {
    try {
      return store.hasLog();
    } catch (IOException e) {
      throw new RepositoryException("The reflogs cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Returns a SHA-256 over HEAD and every ref, in lower-case hexadecimal. */
  public String digest() {
    MessageDigest digest = MessageDigests.sha256();
    digest.update(line(HEAD, read(HEAD).map(RefValue::text).orElse("")));
    values().forEach((name, value) -> digest.update(line(name, value.text())));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] line(String name, String value) {
    return (value + " " + name + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private Optional<RefValue> value(String name) {
    Optional<RefValue> value = read(name);
    if (value.isPresent() && value.get() instanceof RefValue.Broken broken) {
      throw new RepositoryException(
          "The ref " + name + " is damaged: " + broken.how() + ". Repair or remove it.");
    }
    return value;
  }

  private Optional<RefValue> read(String name) {
    if (!RefName.isValid(name)) {
      return Optional.empty();
    }
    try {
      return store.read(name);
    } catch (IOException e) {
      throw new RepositoryException(
          "The ref " + name + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private SortedMap<String, RefValue> values() {
    try {
      return store.all();
    } catch (IOException e) {
      throw new RepositoryException("The refs cannot be listed: " + e.getMessage() + ".", e);
    }
  }
}
