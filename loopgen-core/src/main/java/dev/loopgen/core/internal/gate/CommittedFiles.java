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

/** Reads the commits of the repository for one decision. */
public interface CommittedFiles {

  /** Tells whether the root commits of HEAD's history can be read. */
  boolean knowsHistory();

  /**
   * Returns what the ledger must hold according to the history of HEAD.
   *
   * @throws dev.loopgen.api.RepositoryException if it cannot be read
   */
  LedgerExpectation expectation();

  /**
   * Reads the ledger at the base, whatever its size.
   *
   * @return its content; empty if there is none
   * @throws dev.loopgen.api.RepositoryException if it cannot be read
   */
  Optional<BaseLedger> ledger(Base base, RepoPath path);

  /**
   * Looks up a file of any commit.
   *
   * @return its object id; empty if the commit is not in this clone, or has no such file
   * @throws dev.loopgen.api.RepositoryException if the commit or a tree cannot be read
   */
  Optional<GitId> blob(GitId commit, RepoPath path);

  /**
   * Returns the root of a commit's first-parent line, which identifies the repository.
   *
   * @return the root; empty if it is unknown
   * @throws dev.loopgen.api.RepositoryException if a commit cannot be read
   */
  Optional<GitId> root(GitId commit);

  /** Returns a view that knows the commit of a base and no other. */
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

  /** Returns a view of a repository. */
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
