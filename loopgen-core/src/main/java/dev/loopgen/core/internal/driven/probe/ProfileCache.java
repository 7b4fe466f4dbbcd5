package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles that were found before: one file for each server version, model digest and context. A
 * file that cannot be read or written costs a probe and nothing else.
 */
public final class ProfileCache {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileCache.class);

  /** Grows when a probe asks something else. */
  private static final int VERSION = 1;

  private final Path directory;

  /** Keeps profiles in a directory, which is created when the first one is kept. */
  public ProfileCache(Path directory) {
    this.directory = directory;
  }

  /** Tells whether no profile is kept. */
  public boolean isEmpty() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    } catch (IOException none) {
      return true;
    }
  }

  /** Finds a profile; empty if the server does not say exactly what it runs. */
  public Optional<ModelProfile> find(ModelIdentity identity, ModelServer server, int tokens) {
    if (!isKnown(server)) {
      return Optional.empty();
    }
    Path file = file(identity, server, tokens);
    try {
      byte[] bytes = PlainFile.read(file, PlainFile.SMALL, LinkOption.NOFOLLOW_LINKS);
      return ProfileJson.read(Json.parse(bytes), identity, server);
    } catch (IOException | InvalidJsonException e) {
      LOG.debug("no cached profile in {}", file, e);
      return Optional.empty();
    }
  }

  /** Keeps a profile, unless the server does not say exactly what it runs. */
  public void keep(ModelProfile profile, int tokens) {
    if (!isKnown(profile.server())) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Path file = file(profile.identity(), profile.server(), tokens);
      AtomicFile.write(file, Probing.utf8(ProfileJson.write(profile).text() + "\n"), false);
    } catch (IOException e) {
      LOG.warn("The profile of the model cannot be kept in {}.", directory, e);
    }
  }

  private static boolean isKnown(ModelServer server) {
    return server.version() != null && server.modelDigest() != null;
  }

  private Path file(ModelIdentity identity, ModelServer server, int tokens) {
    Json key =
        Json.object()
            .put("probe", VERSION)
            .put("identity", ProfileJson.identity(identity))
            .put("server", ProfileJson.server(server))
            .put("contextTokens", tokens)
            .build();
    return directory.resolve(key.sha256() + ".json");
  }
}
