package dev.loopgen.core.internal.tree;

import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of a {@code .loopgen} directory on disk. */
final class SurroundingsOnDisk extends OutputSurroundings {

  private final Path directory;
  private final @Nullable FileStat ledger;

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
  Optional<LedgerBytes.Opener> ledger() throws IOException {
    return ledger == null ? Optional.empty() : Optional.of(OutputContent.ledger(ledgerFile()));
  }

  @Override
  Optional<byte[]> bundleFile(String name) throws IOException {
    Path file = directory.resolve("attestations").resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(PlainFile.read(file, OutputContent.MAX_SMALL, LinkOption.NOFOLLOW_LINKS))
        : Optional.empty();
  }

  private Path ledgerFile() {
    return directory.resolve("audit.jsonl");
  }
}
