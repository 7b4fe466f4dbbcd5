package dev.loopgen.core.internal.gate;

import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.FileHistory;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.HeadReader;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import java.util.Optional;

/** What commits of the repository hold, the base and others, as one decision sees it. */
public interface CommittedFiles {

  /** Tells whether the history of HEAD can be asked for the commits with which it starts. */
  boolean knowsHistory();

  /**
   * Tells what the history of HEAD knows of the ledger.
   *
   * @throws dev.loopgen.api.RepositoryException if it cannot be read
   */
  LedgerExpectation expectation();

  /**
   * Reads the ledger at the base, however large it is.
   *
   * @return what it holds; empty where there is none
   * @throws dev.loopgen.api.RepositoryException if it cannot be read
   */
  Optional<BaseLedger> ledger(Base base, RepoPath path);

  /**
   * Looks a file of any commit up.
   *
   * @return its object id; empty where the commit is not in this clone, or has no such file
   * @throws dev.loopgen.api.RepositoryException if the commit or a tree cannot be read
   */
  Optional<GitId> blob(GitId commit, RepoPath path);

  /**
   * Names the repository by the root of a commit's first-parent line.
   *
   * @return the root; empty where it cannot be told
   * @throws dev.loopgen.api.RepositoryException if a commit cannot be read
   */
  Optional<GitId> root(GitId commit);

  /** Reads what a base gives, and knows no other commit. */
  static CommittedFiles ofBase() {
    return new CommittedFiles() {
      @Override
      public boolean knowsHistory() {
        return false;
      }

      @Override
      public LedgerExpectation expectation() {
        return LedgerExpectation.NONE;
      }

      @Override
      public Optional<BaseLedger> ledger(Base base, RepoPath path) {
        return base.read(path).map(BaseLedger::of);
      }

      @Override
      public Optional<GitId> blob(GitId commit, RepoPath path) {
        return Optional.empty();
      }

      @Override
      public Optional<GitId> root(GitId commit) {
        return Optional.empty();
      }
    };
  }

  /** Reads a repository. */
  static CommittedFiles of(GitRepository repository) {
    CommittedLedger ledger = CommittedLedger.of(repository);
    return new CommittedFiles() {
      @Override
      public boolean knowsHistory() {
        return true;
      }

      @Override
      public LedgerExpectation expectation() {
        return ledger.everywhere();
      }

      @Override
      public Optional<BaseLedger> ledger(Base base, RepoPath path) {
        return base.commit()
            .flatMap(ledger::at)
            .map(held -> new BaseLedger(held.text(), held.graph()));
      }

      @Override
      public Optional<GitId> blob(GitId commit, RepoPath path) {
        return FileHistory.at(repository, commit, path).map(FileHistory.Version::blob);
      }

      @Override
      public Optional<GitId> root(GitId commit) {
        return HeadReader.root(repository, commit);
      }
    };
  }
}
