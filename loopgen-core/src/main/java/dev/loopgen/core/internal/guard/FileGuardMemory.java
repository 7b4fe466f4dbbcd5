package dev.loopgen.core.internal.guard;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A guard memory in a directory of the git directory, with one file per loop. */
public final class FileGuardMemory implements GuardMemory {

  private static final Logger LOG = LoggerFactory.getLogger(FileGuardMemory.class);
  private static final HexFormat HEX = HexFormat.of();

  /** Enough for the names and digests of several hundred thousand files. */
  private static final int MAX_BYTES = 64 << 20;

  private final Path directory;
  private final WatchDigestKey key;
  private final boolean dry;

  private FileGuardMemory(Path directory, WatchDigestKey key, boolean dry) {
    this.directory = directory;
    this.key = key;
    this.dry = dry;
  }

  /** Returns the memory in a directory, which is created on the first write. */
  public static GuardMemory.Source in(Path directory, SecureRandom random) {
    Path file = directory.resolve("watch.key");
    return dry ->
        new FileGuardMemory(
            directory,
            dry ? WatchDigestKey.ifPresent(file, random) : WatchDigestKey.at(file, random),
            dry);
  }

  @Override
  public Optional<WatchDigestKey> key() {
    return Optional.of(key);
  }

  @Override
  public Optional<GuardState> recall(String loopId) {
    Path file = file(loopId);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          parse(Json.parse(PlainFile.read(file, MAX_BYTES, LinkOption.NOFOLLOW_LINKS))));
    } catch (IOException | IllegalArgumentException | NoSuchElementException notReadable) {
      LOG.warn("guard memory {} is not readable and is ignored", file, notReadable);
      return Optional.empty();
    }
  }

  @Override
  public void remember(String loopId, GuardState state) {
    if (dry) {
      return;
    }
    Json json =
        Json.object()
            .put("patterns", state.patterns())
            .put("tracked", object(state.tracked(), e -> e.mode().name() + " " + e.id().hex()))
            .put("watched", object(state.watched(), w -> w.mode().name() + " " + w.sha256()))
            .build();
    try {
      if (Files.isSymbolicLink(directory)) {
        throw new IOException("it is a symbolic link");
      }
      Files.createDirectories(directory);
      AtomicFile.write(file(loopId), json.canonical().getBytes(StandardCharsets.UTF_8), false);
    } catch (IOException e) {
      throw new RepositoryException(
          "The guard's memory " + directory + " cannot be written: " + FileReason.of(e) + ".", e);
    }
  }

  private Path file(String loopId) {
    return directory.resolve("guard-" + loopId + ".json");
  }

  private static <T> Json object(NavigableMap<RepoPath, T> states, Function<T, String> text) {
    Json.ObjectBuilder builder = Json.object();
    states.forEach((path, state) -> builder.put(HEX.formatHex(path.bytes()), text.apply(state)));
    return builder.build();
  }

  private static GuardState parse(Json json) {
    if (!(json instanceof Json.Obj object)) {
      throw new InvalidJsonException("it is not a JSON object");
    }
    return new GuardState(
        object.string("patterns").orElseThrow(),
        map(object.object("tracked").orElseThrow(), FileGuardMemory::treeEntry),
        map(object.object("watched").orElseThrow(), FileGuardMemory::watchedFile));
  }

  private static <T> NavigableMap<RepoPath, T> map(Json.Obj object, Function<String[], T> value) {
    NavigableMap<RepoPath, T> states = new TreeMap<>();
    for (String name : object.members().keySet()) {
      String[] parts = object.string(name).orElseThrow().split(" ");
      if (parts.length != 2) {
        throw new InvalidJsonException("a state is not of the form MODE DIGEST");
      }
      states.put(RepoPath.of(HEX.parseHex(name)), value.apply(parts));
    }
    return states;
  }

  private static TreeEntry treeEntry(String[] parts) {
    return new TreeEntry(FileMode.valueOf(parts[0]), GitId.of(parts[1]));
  }

  private static WatchedFile watchedFile(String[] parts) {
    return new WatchedFile(FileMode.valueOf(parts[0]), parts[1]);
  }
}
