package dev.loopgen.spark;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.governance.CountedLedger;
import dev.loopgen.core.internal.governance.GivenLedger;
import dev.loopgen.core.internal.governance.LedgerInputs;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lists ledgers as the single machine does. Spark's own listing leaves out names that start with a
 * dot, as the directory of a ledger does. Not thread-safe.
 */
final class SourceListing {

  /** More than one letter, so that a drive of Windows is none. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private static final String LEDGERS =
      """
      SELECT l.name, coalesce((SELECT e.position + octet_length(e.line) FROM loopgen.entry e
        WHERE e.ledger_id = l.id ORDER BY e.position DESC LIMIT 1), 0)
      FROM loopgen.ledger l ORDER BY l.name COLLATE "C"\
      """;

  private static final String LOCAL = "file";
  private static final String GIT = ".git";

  private final Configuration configuration;
  private final LedgerInputs local = new LedgerInputs();
  private final List<RollupSource> sources = new ArrayList<>();
  private final List<GivenLedger> problems = new ArrayList<>();
  private final Map<Path, String> byPath = new HashMap<>();
  private final Map<LedgerRollup.Database, Set<String>> byName = new HashMap<>();
  private int localFound;

  SourceListing(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Returns the ledgers that are to be read. */
  List<RollupSource> sources() {
    return List.copyOf(sources);
  }

  /** Returns what was given and cannot be read. */
  List<GivenLedger> problems() {
    return List.copyOf(problems);
  }

  /** Returns the number of ledgers, readable or not. */
  int count() {
    return sources.size() + problems.size();
  }

  /**
   * Adds a ledger, or all ledgers below a directory.
   *
   * @throws IllegalArgumentException if there is no file system for the path
   */
  void addPath(String given) {
    try {
      boolean plain = !SCHEME.matcher(given).matches();
      if (plain && LOCAL.equals(FileSystem.getDefaultUri(configuration).getScheme())) {
        addLocal(given);
        return;
      }
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      if (LOCAL.equals(files.getUri().getScheme())) {
        addLocal(path.toUri().getPath());
      } else {
        addRemote(given, path, files);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The file system of " + given + " cannot be used: " + HadoopLedger.reason(e) + ".", e);
    }
  }

  /**
   * Adds all ledgers of a database that its role may see, in the order of their names.
   *
   * @throws IllegalArgumentException if they cannot be listed, or there is none
   */
  void addDatabase(LedgerRollup.Database database) {
    int before = count();
    try (Connection connection = database.open().getConnection();
        Statement statement = connection.createStatement();
        ResultSet ledgers = statement.executeQuery(LEDGERS)) {
      while (ledgers.next()) {
        addDatabaseLedger(database, ledgers.getString(1), ledgers.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "The ledgers of the database cannot be listed: " + HadoopLedger.reason(e) + ".", e);
    }
    if (count() == before) {
      throw new IllegalArgumentException("The database has no ledger that its role may read.");
    }
  }

  private void addDatabaseLedger(LedgerRollup.Database database, String name, long bytes) {
    @Nullable String same =
        byName.computeIfAbsent(database, first -> new HashSet<>()).add(name) ? null : name;
    sources.add(new RollupSource(count(), name, name, bytes, same, any -> ledger(database, name)));
  }

  private static CountedLedger ledger(LedgerRollup.Database database, String name) {
    return CountedLedger.of(
        LedgerReader.of(JdbcAuditLedger.builder(database.open(), name).readers(1).build()));
  }

  /**
   * Lists all local inputs again with the new one, so that a file that was given before is known.
   */
  private void addLocal(String given) {
    local.addPath(Paths.get(given));
    List<GivenLedger> found = GivenLedger.find(local);
    for (GivenLedger ledger : found.subList(localFound, found.size())) {
      if (ledger.problem() == null) {
        String file = ledger.path();
        sources.add(
            new RollupSource(
                count(),
                ledger.label(),
                file,
                ledger.bytes(),
                ledger.sameAs(),
                configuration -> CountedLedger.at(Paths.get(file))));
      } else {
        problems.add(ledger.numbered(count()));
      }
    }
    localFound = found.size();
  }

  private void addRemote(String given, Path path, FileSystem files) {
    try {
      FileStatus status = files.getFileStatus(path);
      if (status.isDirectory()) {
        search(given, path, files);
      } else {
        addRemoteLedger(given, status);
      }
    } catch (FileNotFoundException none) {
      addProblem(given, new ChainStatus.Missing());
    } catch (IOException e) {
      addProblem(given, e);
    }
  }

  private void search(String given, Path directory, FileSystem files) {
    TreeMap<String, Runnable> below = new TreeMap<>();
    walk(directory, files, below);
    below.values().forEach(Runnable::run);
    if (below.isEmpty()) {
      addProblem(given, new ChainStatus.Missing());
    }
  }

  private void walk(Path directory, FileSystem files, Map<String, Runnable> below) {
    try {
      for (FileStatus status : files.listStatus(directory)) {
        Path path = status.getPath();
        if (status.isDirectory()) {
          if (!path.getName().equals(GIT)) {
            walk(path, files, below);
          }
        } else if (path.getName().equals(ProjectLayout.LEDGER)) {
          below.put(path.toString(), () -> addRemoteLedger(label(path), status));
        }
      }
    } catch (IOException e) {
      below.put(directory.toString(), () -> addProblem(directory.toString(), e));
    }
  }

  private void addRemoteLedger(String label, FileStatus status) {
    Path path = status.getPath();
    String file = path.toString();
    if (status.isSymlink()) {
      addProblem(label, new ChainStatus.SymbolicLink(Paths.get(path.toUri().getPath())));
      return;
    }
    long length = status.getLen();
    @Nullable String before = byPath.putIfAbsent(path, label);
    sources.add(
        new RollupSource(
            count(),
            label,
            file,
            length,
            before,
            configuration ->
                new HadoopLedger(
                    new Path(file).getFileSystem(configuration), new Path(file), length)));
  }

  private void addProblem(String label, IOException e) {
    addProblem(label, new ChainStatus.Unreadable(HadoopLedger.reason(e)));
  }

  private void addProblem(String label, ChainStatus problem) {
    problems.add(new GivenLedger(count(), label, label, 0, problem, null));
  }

  private static String label(Path file) {
    Path directory = file.getParent();
    if (directory == null || !directory.getName().equals(ProjectLayout.DIRECTORY)) {
      return file.toString();
    }
    Path project = directory.getParent();
    return project == null ? directory.toString() : project.toString();
  }
}
