package dev.loopgen.core.internal.guard;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.ProjectFiles;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.spec.YamlReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of guarded files that a reviewed file at the base accepts. Each item accepts exactly
 * one content.
 *
 * <p>Read from {@code .loopgen/acknowledgements.yaml} of the base commit only, so that no change
 * can acknowledge itself.
 */
public final class Acknowledgements {

  /** The file, relative to the project. */
  public static final String FILE = ProjectLayout.DIRECTORY + "/acknowledgements.yaml";

  private static final String DELETED = "deleted";

  private final List<Item> items;
  private final List<TestAcknowledgements.Item> tests;

  private Acknowledgements(List<Item> items, List<TestAcknowledgements.Item> tests) {
    this.items = List.copyOf(items);
    this.tests = List.copyOf(tests);
  }

  /**
   * One accepted change.
   *
   * @param path the file, relative to the repository
   * @param content the mode and object id, or {@code deleted}
   * @param owner who is responsible for it
   * @param reason why it is acceptable
   */
  public record Item(RepoPath path, String content, String owner, String reason) {}

  /**
   * Reads the acknowledgements of a base.
   *
   * @param today the current day; items that expired before it do not count
   * @throws SpecException if the file at the base is not valid
   */
  public static Acknowledgements at(Base base, WorkTree workTree, LocalDate today) {
    RepoPath file = workTree.inProject(FILE);
    try {
      return parse(base.read(file), file + " at the base", workTree, today);
    } catch (SpecException e) {
      throw new SpecException(
          e.getMessage()
              + " Correct it, and have the correction judged against an earlier revision: trust"
              + " that revision (Trust.ref).",
          e);
    }
  }

  /**
   * Refuses an invalid file in the work tree, because it would stop every run once it is at the
   * base.
   *
   * @throws SpecException if it is not valid
   */
  public static void requireValid(WorkTree workTree, LocalDate today) {
    RepoPath file = workTree.inProject(FILE);
    parse(ProjectFiles.read(workTree, file), file + " in the work tree", workTree, today);
  }

  private static Acknowledgements parse(
      Optional<byte[]> bytes, String name, WorkTree workTree, LocalDate today) {
    if (bytes.isEmpty()) {
      return new Acknowledgements(List.of(), List.of());
    }
    if (!(YamlReader.read(bytes.get(), name) instanceof Json.Obj object)) {
      throw invalid(name, "a list named acknowledgements");
    }
    boolean ofTestsOnly =
        object.find("acknowledgements").isEmpty() && object.find("tests").isPresent();
    List<Json> listed =
        ofTestsOnly
            ? List.of()
            : object
                .array("acknowledgements")
                .orElseThrow(() -> invalid(name, "a list named acknowledgements"));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      String where = name + ", acknowledgements[" + i + "],";
      item(listed.get(i), where, workTree, today).ifPresent(items::add);
    }
    return new Acknowledgements(items, tests(object, name, today));
  }

  private static List<TestAcknowledgements.Item> tests(
      Json.Obj object, String name, LocalDate today) {
    if (object.find("tests").isEmpty()) {
      return List.of();
    }
    List<Json> listed =
        object.array("tests").orElseThrow(() -> invalid(name, "a list named tests"));
    List<TestAcknowledgements.Item> tests = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      String where = name + ", tests[" + i + "],";
      if (!(listed.get(i) instanceof Json.Obj item)) {
        throw invalid(where, "test, content, owner and reason");
      }
      String test = member(item, "test", where);
      String content = member(item, "content", where);
      if (!content.matches("sha256:[0-9a-f]{64}")) {
        throw invalid(where, "a content of `sha256:DIGEST`, which the run that fails names");
      }
      String owner = member(item, "owner", where);
      String reason = member(item, "reason", where);
      LocalDate expires = expiry(item, where);
      if (expires == null || !expires.isBefore(today)) {
        tests.add(
            new TestAcknowledgements.Item(
                test,
                content.substring("sha256:".length()),
                owner,
                reason,
                AcknowledgedTest.Scope.BASE));
      }
    }
    return tests;
  }

  /** Returns the agreements about tests. */
  List<TestAcknowledgements.Item> tests() {
    return tests;
  }

  private static Optional<Item> item(
      Json element, String where, WorkTree workTree, LocalDate today) {
    if (!(element instanceof Json.Obj object)) {
      throw invalid(where, "path, content, owner and reason");
    }
    String path = member(object, "path", where);
    String content = member(object, "content", where);
    String owner = member(object, "owner", where);
    String reason = member(object, "reason", where);
    if (!content.equals(DELETED)
        && !content.matches("(100644|100755|120000|160000) [0-9a-f]{40}")) {
      throw invalid(where, "a content of `MODE OBJECT-ID`, or `deleted`");
    }
    LocalDate expires = expiry(object, where);
    if (expires != null && expires.isBefore(today)) {
      return Optional.empty();
    }
    String confined = ProjectFiles.confined(path, "The path " + path + " of " + where);
    return Optional.of(new Item(workTree.inProject(confined), content, owner, reason));
  }

  private static String member(Json.Obj object, String name, String where) {
    return object
        .string(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> invalid(where, name + ", a text that is not blank"));
  }

  private static @Nullable LocalDate expiry(Json.Obj object, String where) {
    if (object.find("expires").isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(object.string("expires").orElse(""));
    } catch (DateTimeException notADate) {
      throw invalid(where, "an expires of the form 2026-12-31");
    }
  }

  private static SpecException invalid(String where, String wanted) {
    return new SpecException("The file " + where + " must have " + wanted + ".");
  }

  /**
   * Finds the item that accepts a content.
   *
   * @param entry the content at the path, or null if there is none
   */
  public Optional<Item> find(RepoPath path, @Nullable TreeEntry entry) {
    String content = entry == null ? DELETED : entry.mode().octal() + " " + entry.id().hex();
    return items.stream()
        .filter(item -> item.path().equals(path) && item.content().equals(content))
        .findFirst();
  }
}
