package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds the committed files that are loopgen's own by content and not the target of a link. */
final class CommittedOutputs {

  private final LoopgenOutputs names;
  private final NavigableMap<RepoPath, TreeEntry> tree;
  private final Function<RepoPath, byte[]> content;
  private final OutputSurroundings surroundings;

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
    this.surroundings = new Committed();
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
      return OutputContent.isOurs(kind, name(path), content.apply(path), surroundings);
    } catch (IOException e) {
      throw new RepositoryException(
          "The committed file " + path + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static String name(RepoPath path) {
    String text = path.display();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The committed ledger and bundles. */
  private final class Committed extends OutputSurroundings {

    @Override
    Optional<LedgerBytes.Opener> ledger() {
      return committed("audit.jsonl").map(bytes -> () -> LedgerBytes.of(bytes));
    }

    @Override
    Optional<byte[]> bundleFile(String name) {
      return committed("attestations/" + name);
    }

    private Optional<byte[]> committed(String name) {
      RepoPath path = Objects.requireNonNull(names.directory()).resolve(name);
      TreeEntry entry = tree.get(path);
      return entry != null && entry.mode() == FileMode.REGULAR
          ? Optional.of(content.apply(path))
          : Optional.empty();
    }
  }
}
