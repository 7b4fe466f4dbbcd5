package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;

/** Finds the committed files that are loopgen's own by content and not the target of a link. */
final class CommittedOutputs {

  private final LoopgenOutputs names;
  private final NavigableMap<RepoPath, TreeEntry> tree;
  private final Function<RepoPath, byte[]> content;

  /**
   * @param content reads a file or a link's target
   */
  CommittedOutputs(
      LoopgenOutputs names,
      NavigableMap<RepoPath, TreeEntry> tree,
      Function<RepoPath, byte[]> content) {
    this.names = names;
    this.tree = tree;
    this.content = content;
  }

  /**
   * Finds the files.
   *
   * @param believesLedger whether the ledger's name alone is enough; a base may accept that,
   *     because the work tree's file is judged by its content
   */
  NavigableMap<RepoPath, TreeEntry> find(boolean believesLedger) {
    NavigableMap<RepoPath, TreeEntry> found = names.in(tree);
    if (!found.isEmpty()) {
      OutputLinks links = OutputLinks.committed(names, tree, content);
      found.keySet().removeIf(links::reach);
      found.entrySet().removeIf(entry -> !isOurs(entry, believesLedger));
    }
    return found;
  }

  private boolean isOurs(Map.Entry<RepoPath, TreeEntry> output, boolean believesLedger) {
    RepoPath path = output.getKey();
    LoopgenOutputs.Kind kind = names.kind(path, output.getValue().mode()).orElseThrow();
    if (kind == LoopgenOutputs.Kind.LEDGER && believesLedger) {
      return true;
    }
    try {
      return OutputContent.isOurs(kind, content.apply(path));
    } catch (IOException e) {
      throw new RepositoryException(
          "The committed file " + path + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
