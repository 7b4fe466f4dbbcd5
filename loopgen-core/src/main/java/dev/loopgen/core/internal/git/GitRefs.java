package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The refs of a repository that keeps them in files (gitrepository-layout). Reads anew each time.
 */
public final class GitRefs {

  private static final int MAX_SYMBOLIC_DEPTH = 5;
  private static final long MAX_REF_FILE = 4096;
  private static final long MAX_PACKED_REFS = 256 << 20;

  private final Path gitDirectory;
  private final Path commonDirectory;

  GitRefs(Path gitDirectory, Path commonDirectory) {
    this.gitDirectory = gitDirectory;
    this.commonDirectory = commonDirectory;
  }

  /**
   * Returns the object a ref points at, through symbolic refs, or empty where it does not exist.
   */
  public Optional<ObjectId> resolve(String name) {
    String current = name;
    for (int depth = 0; depth <= MAX_SYMBOLIC_DEPTH; depth++) {
      Optional<String> value = value(current);
      if (value.isEmpty()) {
        return packed(current);
      }
      if (!value.get().startsWith("ref: ")) {
        return Optional.of(id(current, value.get()));
      }
      current = value.get().substring(5).strip();
    }
    throw new RepositoryException("The ref " + name + " points at itself.");
  }

  /** Returns the ref that a symbolic ref points at, or empty where it is none. */
  public Optional<String> target(String name) {
    return value(name)
        .filter(value -> value.startsWith("ref: "))
        .map(value -> value.substring(5).strip());
  }

  /** Returns every ref below {@code refs/} with the object it points at; dangling ones left out. */
  public SortedMap<String, ObjectId> all() {
    SortedMap<String, ObjectId> refs = new TreeMap<>(packedRefs());
    for (Path root : List.of(commonDirectory, gitDirectory)) {
      Path directory = root.resolve("refs");
      if (!Files.isDirectory(directory)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(directory)) {
        files
            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .filter(name -> isValid(name) && !name.endsWith(".lock"))
            .forEach(name -> resolve(name).ifPresent(id -> refs.put(name, id)));
      } catch (IOException e) {
        throw new RepositoryException("The refs cannot be listed: " + e.getMessage() + ".", e);
      }
    }
    return refs;
  }

  /** Returns a SHA-256 over HEAD and every ref, in lower-case hexadecimal. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((value("HEAD").orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
      all()
          .forEach(
              (name, id) ->
                  digest.update((id.name() + " " + name + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Optional<String> value(String name) {
    if (!isValid(name)) {
      return Optional.empty();
    }
    boolean perWorkTree =
        !name.startsWith("refs/")
            || name.startsWith("refs/worktree/")
            || name.startsWith("refs/bisect/")
            || name.startsWith("refs/rewritten/");
    Path file = (perWorkTree ? gitDirectory : commonDirectory).resolve(name);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_REF_FILE) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip())
          .filter(value -> !value.isEmpty());
    } catch (IOException e) {
      throw new RepositoryException(
          "The ref " + name + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private Optional<ObjectId> packed(String name) {
    return Optional.ofNullable(packedRefs().get(name));
  }

  private SortedMap<String, ObjectId> packedRefs() {
    SortedMap<String, ObjectId> refs = new TreeMap<>();
    Path file = commonDirectory.resolve("packed-refs");
    if (!Files.isRegularFile(file)) {
      return refs;
    }
    try (Stream<String> lines = packedLines(file)) {
      lines
          .filter(line -> line.length() > 41 && line.charAt(0) != '#' && line.charAt(0) != '^')
          .forEach(line -> refs.put(line.substring(41), id("packed-refs", line.substring(0, 40))));
      return refs;
    } catch (IOException e) {
      throw new RepositoryException("packed-refs cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static Stream<String> packedLines(Path file) throws IOException {
    PlainFile.require(file, MAX_PACKED_REFS);
    return Files.lines(file, StandardCharsets.ISO_8859_1);
  }

  private static ObjectId id(String name, String value) {
    try {
      return ObjectId.fromString(value);
    } catch (InvalidObjectIdException e) {
      throw new RepositoryException("The ref " + name + " is damaged: it holds no object id.", e);
    }
  }

  /** Keeps names inside the git directory; git's own rules (git-check-ref-format) are stricter. */
  private static boolean isValid(String name) {
    boolean wellFormed =
        !name.isEmpty()
            && !name.startsWith("/")
            && !name.endsWith("/")
            && !name.contains("..")
            && !name.contains("//")
            && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "\\:~^?*[".indexOf(c) >= 0);
    return wellFormed && (name.startsWith("refs/") || name.matches("[A-Z_]+"));
  }
}
