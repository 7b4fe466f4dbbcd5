package dev.loopgen.core.internal.tree;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of a {@code .loopgen} directory on disk. The ledger is read when first needed. */
final class SurroundingsOnDisk implements OutputSurroundings {

  private final Path directory;
  private final @Nullable FileStat ledger;
  private @Nullable Optional<EntryGraph> entries;

  /** Notes the attributes of the ledger, if there is one. */
  SurroundingsOnDisk(Path directory) throws IOException {
    this.directory = directory;
    this.ledger =
        Files.isRegularFile(ledgerFile(), LinkOption.NOFOLLOW_LINKS)
            ? FileStat.of(ledgerFile(), FileStat.hasModes(directory))
            : null;
  }

  /** Tells whether the ledger has the same attributes. */
  boolean isSame(SurroundingsOnDisk other) {
    return ledger == null
        ? other.ledger == null
        : other.ledger != null && ledger.isSame(other.ledger);
  }

  @Override
  public synchronized boolean hasEntry(Sha256 hash) throws IOException {
    if (entries == null) {
      entries =
          ledger == null
              ? Optional.empty()
              : OutputContent.entries(OutputContent.ledger(ledgerFile()));
    }
    return entries.filter(graph -> graph.contains(hash)).isPresent();
  }

  @Override
  public Optional<byte[]> bundleFile(String name) throws IOException {
    Path file = directory.resolve("attestations").resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(PlainFile.read(file, OutputContent.MAX_SMALL, LinkOption.NOFOLLOW_LINKS))
        : Optional.empty();
  }

  private Path ledgerFile() {
    return directory.resolve("audit.jsonl");
  }
}
