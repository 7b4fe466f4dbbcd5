package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one driven run, outside the work tree: what was asked, what was planned, and each
 * change with the content that it replaced. Each record is durable when its method returns. Not
 * thread-safe.
 */
public final class DrivenJournal {

  private static final String FILE = "journal.jsonl";
  private static final String TIME = "time";

  /** How the record of an entry reads, which no text of a model can contain unescaped. */
  private static final String RECORDED = "\"event\":\"recorded\"";

  private final Path directory;
  private final RecordChain chain;
  private final BlobStore blobs;
  private boolean asked;

  private DrivenJournal(Path directory, RecordChain chain) {
    this.directory = directory;
    this.chain = chain;
    this.blobs = new BlobStore(directory.resolve("blobs"));
  }

  /**
   * How a run starts.
   *
   * @param runId the id of the run
   * @param loopId the loop
   * @param specDigest the digest of the loop
   * @param base the base commit, empty if there is none
   * @param isolation the isolation that was asked for
   * @param project the path of the project in the work tree, empty for its root; null in a journal
   *     of an earlier version
   */
  public record Opening(
      String runId,
      String loopId,
      String specDigest,
      String base,
      String isolation,
      @Nullable String project) {

    /** Tells whether the run may be one of a project. */
    public boolean isOf(String other) {
      return project == null || project.equals(other);
    }
  }

  /**
   * Who makes the change.
   *
   * @param model the model
   * @param dialect the id of the dialect
   * @param confinement the confinement of an agent's process; empty for a model
   */
  public record Author(
      ModelIdentity model, String dialect, Optional<AgentAuthor.Confinement> confinement) {}

  /**
   * Starts the journal of a run, readable by its owner only.
   *
   * @param changes how the tree differs from the base
   * @param start what the run is going to be compared with, from {@link RunStart#write}
   */
  public static DrivenJournal create(
      Path directory, Opening opening, Author author, Map<String, String> changes, Json.Obj start) {
    try {
      createPrivate(directory);
      DrivenJournal journal =
          new DrivenJournal(directory, RecordChain.create(directory.resolve(FILE)));
      Json.ObjectBuilder open =
          event("open")
              .put("runId", opening.runId())
              .put("loopId", opening.loopId())
              .put("spec", opening.specDigest())
              .put("base", opening.base())
              .put("isolation", opening.isolation())
              .put("project", Objects.requireNonNull(opening.project()))
              .put("model", DrivenJson.write(author.model()))
              .put("dialect", author.dialect())
              .put("changes", strings(changes))
              .put("start", start);
      author.confinement().ifPresent(confinement -> open.put("author", confinement.id()));
      journal.chain.append(open);
      return journal;
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static void createPrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** A journal that was read, and its state. */
  public record Reopened(DrivenJournal journal, JournalState state) {}

  /**
   * Reads a journal.
   *
   * @return empty if there is none
   * @throws LedgerException if it was changed by something else
   */
  public static Optional<Reopened> open(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      List<Json.Obj> records = new ArrayList<>();
      RecordChain chain = RecordChain.read(file, records);
      return Optional.of(
          new Reopened(new DrivenJournal(directory, chain), JournalState.of(records)));
    } catch (IOException e) {
      throw failed(directory, e);
    } catch (IllegalArgumentException damaged) {
      throw new LedgerException("The journal " + file + " cannot be read.", damaged);
    }
  }

  /**
   * Tells whether the journal in a directory does not note that its run has an entry. Reads only
   * its end.
   */
  public static boolean isUnrecorded(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return RecordChain.lastLines(file).stream().noneMatch(line -> line.contains(RECORDED));
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static LedgerException failed(Path directory, IOException e) {
    return new LedgerException(
        "The journal " + directory + " cannot be used: " + FileReason.of(e) + ".", e);
  }

  private static Json.ObjectBuilder event(String name) {
    return Json.object().put("event", name);
  }

  /** Returns an empty private directory in which files are prepared. */
  public Path aside() throws IOException {
    Path aside = directory.resolve("aside");
    Files.createDirectories(aside);
    try (var files = Files.list(aside)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return aside;
  }

  /**
   * The model is about to be asked.
   *
   * @param reserved what the request may cost, spent unless a reply says otherwise
   */
  public void asking(int number, String prompt, Spending reserved) {
    asked = true;
    chain.append(
        event("asking")
            .put("iteration", number)
            .put("prompt", Sha256.hash(prompt.getBytes(StandardCharsets.UTF_8)).hex())
            .put("spent", reserved.json()));
  }

  /** Removes the journal of a run that was refused before the model was asked. */
  public void discardUnlessAsked() throws IOException {
    if (!asked) {
      delete(directory);
    }
  }

  /** Removes the directory of a journal. */
  public static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The model replied. */
  public void replied(int number, String reply, ModelServer server, Spending spent) {
    chain.append(
        event("reply")
            .put("iteration", number)
            .put("reply", Sha256.hash(reply.getBytes(StandardCharsets.UTF_8)).hex())
            .put("server", DrivenJson.write(server))
            .put("spent", spent.json()));
  }

  /** The checks failed before the first attempt. */
  public void checked(String tree, String failures) {
    chain.append(event("checked").put("tree", tree).put("failures", failures));
  }

  /**
   * The actions of a reply were read; none was taken yet.
   *
   * @param attempt the attempt without its actions
   */
  public void planned(DrivenIteration attempt, List<Json.Obj> actions) {
    chain.append(
        event("planned").put("attempt", DrivenJson.write(attempt)).put("actions", actions));
  }

  /** An agent asked for one more action in an attempt; it was not taken yet. */
  public void proposed(Json.Obj action) {
    chain.append(event("proposed").put("action", action));
  }

  /** A file is about to be changed; both contents are durable. */
  public void changing(String path, byte @Nullable [] before, byte @Nullable [] after)
      throws IOException {
    chain.append(
        event("changing").put("path", path).put("before", kept(before)).put("after", kept(after)));
  }

  private Json kept(byte @Nullable [] content) throws IOException {
    return content == null ? Json.NULL : Json.of(blobs.keep(content));
  }

  /**
   * An action was carried out or blocked.
   *
   * @param told what the model is told about it beside that, without secrets
   */
  public void acted(ActionOutcome outcome, String told) {
    chain.append(event("outcome").put("outcome", DrivenJson.write(outcome)).put("told", told));
  }

  /** Commands are about to be run, whose isolation is noted when they have ended. */
  public void running() {
    chain.append(event("running"));
  }

  /** Commands had an isolation. */
  public void isolated(ReachedIsolation isolation) {
    chain.append(event("isolated").put("isolation", IsolationRecord.write(isolation)));
  }

  /**
   * Keeps the time that the run has lasted beside its records, until that is closed.
   *
   * @param lasted returns that time; called on another thread
   */
  public Closeable keepTime(Supplier<Duration> lasted) {
    return Heartbeat.start(directory.resolve(TIME), lasted);
  }

  /** Returns the time that was kept last; zero if there is none. */
  public Duration keptTime() {
    return Heartbeat.last(directory.resolve(TIME));
  }

  /**
   * An attempt ended.
   *
   * @param failures the digest of what the checks said
   * @param changes what the tree has then
   * @param spent what the run has spent
   */
  public void closed(
      DrivenIteration iteration, String failures, Map<String, String> changes, Spending spent) {
    chain.append(
        event("closed")
            .put("attempt", DrivenJson.write(iteration))
            .put("failures", failures)
            .put("changes", strings(changes))
            .put("spent", spent.json()));
  }

  /** The run goes on after an interruption. */
  public void resumed() {
    chain.append(event("resumed"));
  }

  /** The model is not asked any more. */
  public void ended(StopReason reason, ModelServer server) {
    chain.append(
        event("ended").put("stop", StopJson.write(reason)).put("server", DrivenJson.write(server)));
  }

  /** The ledger has an entry of the run. */
  public void recorded(String entryHash) {
    chain.append(event("recorded").put("entry", entryHash));
  }

  /** The changes of the run were undone. */
  public void undone() {
    chain.append(event("undone"));
  }

  /** Returns a content that the run replaced or wrote; empty if it is not kept. */
  public Optional<byte[]> content(@Nullable String sha256) throws IOException {
    return blobs.find(sha256);
  }

  private static Json.Obj strings(Map<String, String> map) {
    Json.ObjectBuilder json = Json.object();
    map.forEach(json::put);
    return json.build();
  }
}
