package dev.loopgen.core.internal.command;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The files of a base.
 *
 * @param base the base
 */
public record BaseFiles(Base base) implements FileView {

  @Override
  public Optional<byte[]> read(String path) {
    return entry(path).flatMap(entry -> content(path));
  }

  private Optional<byte[]> content(String path) {
    try {
      return base.read(RepoPath.of(path));
    } catch (RepositoryException tooLarge) {
      return Optional.empty();
    }
  }

  @Override
  public boolean has(String path) {
    return entry(path).isPresent();
  }

  @Override
  public Optional<String> link(String path) {
    return entry(path)
        .filter(entry -> entry.mode() == FileMode.SYMLINK)
        .flatMap(entry -> content(path))
        .map(text -> new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public List<String> named(String name) {
    return named(base.tree(), name);
  }

  private Optional<TreeEntry> entry(String path) {
    return path.isEmpty() || path.indexOf('\0') >= 0
        ? Optional.empty()
        : base.entry(RepoPath.of(path));
  }

  static List<String> named(NavigableMap<RepoPath, TreeEntry> tree, String name) {
    return tree.keySet().stream()
        .flatMap(path -> path.text().stream())
        .filter(path -> CommandPaths.name(path).equals(name) && !path.contains("node_modules/"))
        .toList();
  }
}
