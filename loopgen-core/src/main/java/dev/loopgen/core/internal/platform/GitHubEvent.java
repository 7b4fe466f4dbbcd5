package dev.loopgen.core.internal.platform;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file in which GitHub Actions describes the event that started a job. */
final class GitHubEvent {

  /** GitHub's own size limit for events, in bytes. */
  private static final int MAX_BYTES = 25 << 20;

  private final Json.Obj event;

  private GitHubEvent(Json.Obj event) {
    this.event = event;
  }

  /**
   * Reads the file.
   *
   * @throws RepositoryException if it is missing, reached by a link, not a regular file, too large
   *     or not a JSON object; the platform itself never leaves such a file
   */
  static GitHubEvent read(String name) {
    try {
      return read(Path.of(name));
    } catch (InvalidPathException e) {
      throw refused(name, "it is not a valid path", e);
    }
  }

  private static GitHubEvent read(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw refused(file, "it is not a regular file", null);
      }
      byte[] bytes = bytes(file);
      if (bytes.length > MAX_BYTES) {
        throw refused(file, "it is larger than 25 MiB", null);
      }
      if (Json.parse(bytes) instanceof Json.Obj object) {
        return new GitHubEvent(object);
      }
      throw refused(file, "it is not a JSON object", null);
    } catch (NoSuchFileException e) {
      throw refused(file, "the file does not exist", e);
    } catch (InvalidJsonException e) {
      throw refused(file, "it is not valid JSON: " + e.getMessage(), e);
    } catch (IOException e) {
      throw refused(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static RepositoryException refused(Object file, String why, @Nullable Exception cause) {
    String message =
        "The event of GitHub Actions cannot be read from "
            + file
            + ": "
            + why
            + ". A step of the job may have changed it. Name the base of the change, or unset"
            + " GITHUB_EVENT_PATH.";
    return cause == null
        ? new RepositoryException(message)
        : new RepositoryException(message, cause);
  }

  /** Returns the start of the change according to the event; the text may not be a commit id. */
  List<String> bases(String name) {
    Optional<String> base =
        switch (name) {
          case "push" -> event.string("before");
          case "merge_group" -> event.object("merge_group").flatMap(it -> it.string("base_sha"));
          default ->
              event
                  .object("pull_request")
                  .flatMap(pull -> pull.object("base"))
                  .flatMap(it -> it.string("sha"));
        };
    return base.stream().toList();
  }
}
