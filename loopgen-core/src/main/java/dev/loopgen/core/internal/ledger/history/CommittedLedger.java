package dev.loopgen.core.internal.ledger.history;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.git.FileHistory;
import dev.loopgen.core.internal.git.FileHistory.Version;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.EntryGraphReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The committed versions of a project's ledger, whose entries must still be in the ledger. Not
 * thread-safe.
 */
public final class CommittedLedger {

  /** The ledger, relative to the project. */
  public static final String FILE = ProjectLayout.DIRECTORY + "/" + ProjectLayout.LEDGER;

  /** How many bytes of old versions to read, newest version first. */
  private static final long ENOUGH = 1L << 30;

  private static final long MAX_LEDGER = (1L << 31) - 64;

  private final GitRepository repository;
  private final RepoPath file;
  private @Nullable Held last;

  /**
   * A version that has been read.
   *
   * @param blob its object id
   * @param text its text
   * @param graph its entry graph
   */
  public record Held(GitId blob, byte[] text, EntryGraph graph) {}

  private CommittedLedger(GitRepository repository) {
    this.repository = repository;
    this.file = repository.workTree().inProject(FILE);
  }

  /** Returns the committed ledger of a project's repository. */
  public static CommittedLedger of(GitRepository repository) {
    return new CommittedLedger(repository);
  }

  /**
   * Returns the expectation that the ledger holds all entries of the version at HEAD.
   *
   * @throws RepositoryException if it cannot be read
   */
  public LedgerExpectation atHead() {
    List<Anchor> anchors =
        FileHistory.atHead(repository, file).stream().flatMap(this::anchorOfAll).toList();
    return new LedgerExpectation(anchors, Set.of());
  }

  /**
   * Returns the expectation that the ledger holds the entries of all versions in the history of
   * HEAD: every head of the newest version and the last entry of each older one, until a gibibyte
   * has been read.
   *
   * @throws RepositoryException if one cannot be read
   */
  public LedgerExpectation everywhere() {
    FileHistory history = FileHistory.of(repository, file);
    List<Anchor> anchors = new ArrayList<>();
    long read = 0;
    for (Version version : history.versions()) {
      byte[] text;
      if (read == 0) {
        Held newest = hold(version);
        text = newest.text();
        anchor(version, newest.graph()).forEach(anchors::add);
      } else {
        text = FileHistory.read(repository, version, MAX_LEDGER);
        anchorOfLast(version, text).forEach(anchors::add);
      }
      read += text.length;
      if (read > ENOUGH) {
        break;
      }
    }
    return new LedgerExpectation(
        anchors, history.roots().stream().map(GitId::hex).collect(Collectors.toSet()));
  }

  /**
   * Adds every version in the history of HEAD, oldest first.
   *
   * @throws RepositoryException if one cannot be read
   */
  public void addTo(LedgerUnion union) {
    List<Version> versions = new ArrayList<>(FileHistory.of(repository, file).versions());
    Collections.reverse(versions);
    for (Version version : versions) {
      byte[] text = FileHistory.read(repository, version, MAX_LEDGER);
      union.add("of commit " + version.commit(), new ByteArrayInputStream(text));
    }
  }

  /**
   * Reads the ledger at a commit; the newest version is read only once.
   *
   * @return the version; empty if the commit has no ledger or is not in this clone
   * @throws RepositoryException if it cannot be read
   */
  public Optional<Held> at(GitId commit) {
    return FileHistory.at(repository, commit, file).map(this::hold);
  }

  private Held hold(Version version) {
    Held held = last;
    if (held == null || !held.blob().equals(version.blob())) {
      byte[] text = FileHistory.read(repository, version, MAX_LEDGER);
      held = new Held(version.blob(), text, graph(text));
      last = held;
    }
    return held;
  }

  /** Returns the heads of a ledger's text: the entries without descendants. */
  public static List<Sha256> heads(byte[] text) {
    return graph(text).heads().toList();
  }

  /** Returns the entry graph of a ledger's text. */
  public static EntryGraph graph(byte[] text) {
    try {
      return EntryGraphReader.read(() -> LedgerBytes.of(text)).build();
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
  }

  private Stream<Anchor> anchorOfAll(Version version) {
    return anchor(version, hold(version).graph());
  }

  private static Stream<Anchor> anchor(Version version, EntryGraph graph) {
    return anchor(version, graph.heads().collect(Collectors.toSet()), graph.size());
  }

  private static Stream<Anchor> anchorOfLast(Version version, byte[] text) {
    int lines = 0;
    Optional<Sha256> last = Optional.empty();
    int end = text.length;
    for (int at = text.length - 1; at >= -1; at--) {
      if (at < 0 || text[at] == '\n') {
        lines++;
        if (last.isEmpty()) {
          last = EntryRules.hash(Arrays.copyOfRange(text, at + 1, end));
        }
        end = at;
      }
    }
    return anchor(version, last.stream().collect(Collectors.toSet()), lines - 1);
  }

  private static Stream<Anchor> anchor(Version version, Set<Sha256> heads, long size) {
    String source = "commit " + version.commit().hex().substring(0, 12);
    return heads.isEmpty()
        ? Stream.empty()
        : Stream.of(new Anchor.Entries(source, heads, Math.max(size, heads.size())));
  }
}
