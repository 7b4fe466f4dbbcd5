package dev.loopgen.core.internal.git;

import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.internal.storage.io.BlockSource;
import org.eclipse.jgit.internal.storage.reftable.LogCursor;
import org.eclipse.jgit.internal.storage.reftable.MergedReftable;
import org.eclipse.jgit.internal.storage.reftable.RefCursor;
import org.eclipse.jgit.internal.storage.reftable.ReftableReader;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * Refs stored in reftables (gitformat-reftable): one stack for the repository and one for each
 * linked work tree.
 */
final class ReftableRefs implements RefStore {

  private static final String HEAD = "HEAD";
  private static final int MAX_TRIES = 8;
  private static final long MAX_TABLE = 1 << 30;
  private static final Pattern TABLE = Pattern.compile("[0-9A-Za-z-]+\\.ref");

  /** The refs that git keeps in files in every format. */
  private static final Set<String> IN_FILES = Set.of("FETCH_HEAD", "MERGE_HEAD");

  private final Path gitDirectory;
  private final Path commonDirectory;
  private final FileRefs files;

  ReftableRefs(Path gitDirectory, Path commonDirectory) {
    this.gitDirectory = gitDirectory;
    this.commonDirectory = commonDirectory;
    this.files = new FileRefs(gitDirectory, commonDirectory);
  }

  @Override
  public Optional<RefValue> read(String name) throws IOException {
    return IN_FILES.contains(name) ? files.read(name) : guarded(() -> fromTables(name));
  }

  private Optional<RefValue> fromTables(String name) throws IOException {
    Path directory = RefName.isPerWorkTree(name) ? gitDirectory : commonDirectory;
    MergedReftable stack = stack(directory);
    Optional<RefValue> found = Optional.ofNullable(stack.exactRef(name)).map(ReftableRefs::value);
    if (found.isEmpty() && name.equals(HEAD)) {
      throw new IOException("the reftable of " + directory + " has no HEAD");
    }
    return found;
  }

  @Override
  public SortedMap<String, RefValue> all() throws IOException {
    return guarded(
        () -> {
          SortedMap<String, RefValue> refs = new TreeMap<>();
          addAll(commonDirectory, false, refs);
          addAll(gitDirectory, true, refs);
          return refs;
        });
  }

  private void addAll(Path directory, boolean perWorkTree, SortedMap<String, RefValue> refs)
      throws IOException {
    try (RefCursor cursor = stack(directory).seekRefsWithPrefix("refs/")) {
      while (cursor.next()) {
        Ref ref = cursor.getRef();
        String name = ref.getName();
        if (RefName.isValid(name) && RefName.isPerWorkTree(name) == perWorkTree) {
          refs.put(name, value(ref));
        }
      }
    }
  }

  @Override
  public boolean hasLog() throws IOException {
    return guarded(() -> hasLog(commonDirectory) || hasLog(gitDirectory));
  }

  private static boolean hasLog(Path directory) throws IOException {
    try (LogCursor cursor = stack(directory).allLogs()) {
      return cursor.next();
    }
  }

  private interface BlockReader<T> {
    T read() throws IOException;
  }

  /**
   * Turns any failure into an IOException; JGit's reader trusts damaged tables and fails
   * arbitrarily.
   */
  private static <T> T guarded(BlockReader<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | BufferUnderflowException damaged) {
      throw new IOException("a reftable is damaged", damaged);
    }
  }

  private static RefValue value(Ref ref) {
    if (ref.isSymbolic()) {
      return RefValue.symbolic(ref.getTarget().getName());
    }
    ObjectId id = ref.getObjectId();
    return id == null ? new RefValue.Broken("it holds nothing") : new RefValue.Direct(id.copy());
  }

  /** Opens the listed tables; retries if another process has just replaced some. */
  private static MergedReftable stack(Path directory) throws IOException {
    Path tables = directory.resolve("reftable");
    for (int attempt = 1; ; attempt++) {
      try {
        return open(tables);
      } catch (NoSuchFileException replaced) {
        if (attempt == MAX_TRIES) {
          throw replaced;
        }
      }
    }
  }

  private static MergedReftable open(Path tables) throws IOException {
    List<ReftableReader> readers = new ArrayList<>();
    for (String name : PlainFile.text(tables.resolve("tables.list")).lines().toList()) {
      if (!TABLE.matcher(name).matches()) {
        throw new IOException(tables + " lists a table that git would not write");
      }
      Path table = tables.resolve(name);
      if (Files.exists(table, LinkOption.NOFOLLOW_LINKS)
          && (!Files.isRegularFile(table) || Files.size(table) > MAX_TABLE)) {
        throw new IOException(table + " is not a table");
      }
      readers.add(new ReftableReader(BlockSource.from(Files.readAllBytes(table))));
    }
    return new MergedReftable(readers);
  }
}
