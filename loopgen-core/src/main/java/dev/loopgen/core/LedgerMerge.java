package dev.loopgen.core;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.ledger.history.LedgerUnion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Merges versions of a ledger into one, for example after merging two branches that both ran loops.
 *
 * <p>The union has every entry of any version once, parents before children. The next append joins
 * its heads. No evidence is added or dropped: entries are identified by their hash, and a line that
 * is not an entry is refused. Not thread-safe.
 */
public final class LedgerMerge {

  private final Path target;
  private final LedgerUnion union = new LedgerUnion();

  LedgerMerge(Path target) {
    this.target = target;
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      with(target);
    }
  }

  /**
   * Adds a version. Git's conflict markers, blank lines and a truncated last line are skipped, so a
   * file with conflicts is a valid version.
   *
   * @param version the file
   * @return this merge
   * @throws LedgerException if the file cannot be read, is a link, or has a line that is not an
   *     entry
   */
  public LedgerMerge with(Path version) {
    try (InputStream in = PlainFile.open(version, LinkOption.NOFOLLOW_LINKS)) {
      union.add(version.toString(), in);
      return this;
    } catch (NoSuchFileException e) {
      throw new LedgerException("There is no ledger file " + version + ".", e);
    } catch (IOException e) {
      throw new LedgerException(
          "The ledger " + version + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Adds every version of a project's ledger in the history of HEAD. This restores committed
   * entries that were dropped later.
   *
   * @param project the project's directory
   * @return this merge
   * @throws dev.loopgen.api.RepositoryException if no readable git repository contains the project
   * @throws LedgerException if a version has a line that is not an entry
   */
  public LedgerMerge withHistory(Path project) {
    CommittedLedger.of(GitRepository.open(project)).addTo(union);
    return this;
  }

  /**
   * Replaces the target by the union, atomically and durably. If the target is a project's ledger,
   * concurrent runs wait to append, and entries they appended earlier are kept.
   *
   * @return the status of the union, which is intact
   * @throws LedgerException if the union is not an intact ledger, or cannot be written; the target
   *     is then unchanged
   */
  public ChainStatus write() {
    return union.writeTo(target);
  }
}
