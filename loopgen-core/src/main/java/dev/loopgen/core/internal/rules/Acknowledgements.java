package dev.loopgen.core.internal.rules;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.spec.YamlReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of guarded files that a reviewed file at the base accepts, each for exactly one
 * content.
 *
 * <p>Read from {@code .loopgen/acknowledgements.yaml} of the base commit only, so that no change
 * can acknowledge itself.
 */
public final class Acknowledgements {

  /** The file, relative to the project. */
  public static final String FILE = ".loopgen/acknowledgements.yaml";

  private static final String DELETED = "deleted";

  private final List<Item> items;

  private Acknowledgements(List<Item> items) {
    this.items = List.copyOf(items);
  }

  /**
   * One accepted change.
   *
   * @param path the file, relative to the repository
   * @param content the mode and object id, or {@code deleted}
   * @param owner who answers for it
   * @param reason why it is right
   */
  public record Item(RepoPath path, String content, String owner, String reason) {}

  /**
   * Reads the acknowledgements of a base.
   *
   * @param today the day after whose end an item with an earlier expiry no longer counts
   * @throws SpecException if the file at the base is not valid
   */
  public static Acknowledgements at(Base base, WorkTree workTree, LocalDate today) {
    RepoPath file = workTree.inProject(FILE);
    Optional<byte[]> bytes = base.read(file);
    if (bytes.isEmpty()) {
      return new Acknowledgements(List.of());
    }
    Json json = YamlReader.read(bytes.get(), file + " at the base");
    List<Json> listed =
        Optional.of(json)
            .filter(Json.Obj.class::isInstance)
            .flatMap(object -> ((Json.Obj) object).array("acknowledgements"))
            .orElseThrow(() -> invalid(file, "a list named acknowledgements"));
    List<Item> items = new ArrayList<>();
    for (Json element : listed) {
      item(element, file, workTree, today).ifPresent(items::add);
    }
    return new Acknowledgements(items);
  }

  private static Optional<Item> item(
      Json element, RepoPath file, WorkTree workTree, LocalDate today) {
    if (!(element instanceof Json.Obj object)) {
      throw invalid(file, "items with path, content, owner and reason");
    }
    String path = member(object, "path", file);
    String content = member(object, "content", file);
    String owner = member(object, "owner", file);
    String reason = member(object, "reason", file);
    if (!content.equals(DELETED)
        && !content.matches("(100644|100755|120000|160000) [0-9a-f]{40}")) {
      throw invalid(file, "a content of `MODE OBJECT-ID`, or `deleted`, for " + path);
    }
    LocalDate expires = expiry(object, file);
    if (expires != null && expires.isBefore(today)) {
      return Optional.empty();
    }
    String confined =
        ProjectFiles.confined(path, "The path " + path + " in " + file + " at the base");
    return Optional.of(new Item(workTree.inProject(confined), content, owner, reason));
  }

  private static String member(Json.Obj object, String name, RepoPath file) {
    return object
        .string(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> invalid(file, "a " + name + " in every item"));
  }

  private static @Nullable LocalDate expiry(Json.Obj object, RepoPath file) {
    if (object.find("expires").isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(object.string("expires").orElse(""));
    } catch (DateTimeException notADate) {
      throw invalid(file, "an expires of the form 2026-12-31");
    }
  }

  private static SpecException invalid(RepoPath file, String wanted) {
    return new SpecException("The file " + file + " at the base must have " + wanted + ".");
  }

  /**
   * Finds the item that accepts a content.
   *
   * @param entry what stands at the path, or null for nothing
   */
  public Optional<Item> find(RepoPath path, @Nullable TreeEntry entry) {
    String content = entry == null ? DELETED : entry.mode().octal() + " " + entry.id().hex();
    return items.stream()
        .filter(item -> item.path().equals(path) && item.content().equals(content))
        .findFirst();
  }
}
