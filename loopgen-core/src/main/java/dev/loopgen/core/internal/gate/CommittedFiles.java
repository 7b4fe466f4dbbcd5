package dev.loopgen.core.internal.gate;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.FileHistory;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.ledger.CommittedLedger;
import java.util.Optional;

/** What commits of the repository hold, the base and others. */
public interface CommittedFiles {

  /** Tells whether the history of HEAD can be asked for the commits with which it starts. */
  boolean knowsHistory();

  /**
   * Reads the ledger at the base, however large it is.
   *
   * @return its text; empty where there is none
   * @throws dev.loopgen.api.RepositoryException if it cannot be read
   */
  Optional<byte[]> ledger(Base base, RepoPath path);

  /**
   * Looks a file of any commit up.
   *
   * @return its object id; empty where the commit is not in this clone, or has no such file
   * @throws dev.loopgen.api.RepositoryException if the commit or a tree cannot be read
   */
  Optional<GitId> blob(GitId commit, RepoPath path);

  /** Reads what a base gives, and knows no other commit. */
  static CommittedFiles ofBase() {
    return new CommittedFiles() {
      @Override
      public boolean knowsHistory() {
        return false;
      }

      @Override
      public Optional<byte[]> ledger(Base base, RepoPath path) {
        return base.read(path);
      }

      @Override
      public Optional<GitId> blob(GitId commit, RepoPath path) {
        return Optional.empty();
      }
    };
  }

  /** Reads a repository. */
  static CommittedFiles of(GitRepository repository) {
    return new CommittedFiles() {
      @Override
      public boolean knowsHistory() {
        return true;
      }

      @Override
      public Optional<byte[]> ledger(Base base, RepoPath path) {
        return base.commit().flatMap(CommittedLedger.of(repository)::at);
      }

      @Override
      public Optional<GitId> blob(GitId commit, RepoPath path) {
        return FileHistory.at(repository, commit, path).map(FileHistory.Version::blob);
      }
    };
  }
}
