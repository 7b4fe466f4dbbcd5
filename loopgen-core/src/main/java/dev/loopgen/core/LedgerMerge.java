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
 * Makes one ledger of several versions of it, for example after two branches that both ran loops
 * were merged.
 *
 * <p>The union has every entry that any version has, once, parents before children; the next append
 * joins its heads. It adds and drops no evidence: each entry is its own hash, and what is no entry
 * is refused. Not thread-safe.
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
   * Adds a version. Lines that git left to mark conflicts are passed over, so a file with conflicts
   * is a version too, and blank lines and a last line that was cut off likewise.
   *
   * @param version the file
   * @return this merge
   * @throws LedgerException if the file cannot be read, is a link, or has a line that is no entry
   */
  public LedgerMerge with(Path version) {
    try (InputStream in = PlainFile.open(version, LinkOption.NOFOLLOW_LINKS)) {
      union.add(version.toString(), in);
      return this;
    } catch (NoSuchFileException e) {
      throw new LedgerException("There is no ledger " + version + ".", e);
    } catch (IOException e) {
      throw new LedgerException(
          "The ledger " + version + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Adds every version of a project's ledger that the history of HEAD holds, which brings back what
   * was dropped since it was committed.
   *
   * @param project the project's directory
   * @return this merge
   * @throws dev.loopgen.api.RepositoryException if there is no git repository around the project
   *     that can be read
   * @throws LedgerException if a version has a line that is no entry
   */
  public LedgerMerge withHistory(Path project) {
    CommittedLedger.of(GitRepository.open(project)).addTo(union);
    return this;
  }

  /**
   * Replaces the target by the union, atomically and durably. Where the target is a project's
   * ledger, runs that append wait meanwhile, and what they appended before is kept.
   *
   * @return the status of the union, which is intact
   * @throws LedgerException if the versions do not make an intact ledger, or it cannot be written;
   *     the target is as it was
   */
  public ChainStatus write() {
    return union.writeTo(target);
  }
}
