package dev.loopgen.core.internal.command;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files by their paths; a text that starts with an arrow is a link. */
final class FilesInMemory implements FileView {

  private final Map<String, String> files;

  FilesInMemory(Map<String, String> files) {
    this.files = new TreeMap<>(files);
  }

  FilesInMemory with(String path, @Nullable String text) {
    FilesInMemory copy = new FilesInMemory(files);
    if (text == null) {
      copy.files.remove(path);
    } else {
      copy.files.put(path, text);
    }
    return copy;
  }

  PathChange changeTo(FilesInMemory other, String path) {
    return new PathChange(RepoPath.of(path), entry(path), other.entry(path));
  }

  private @Nullable TreeEntry entry(String path) {
    String text = files.get(path);
    if (text == null) {
      return null;
    }
    String id = String.format("%040x", text.hashCode() & 0xffffffffL);
    return new TreeEntry(
        link(path).isPresent() ? FileMode.SYMLINK : FileMode.REGULAR, GitId.of(id));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean has(String path) {
    return files.containsKey(path);
  }

  @Override
  public Optional<String> link(String path) {
    return Optional.ofNullable(files.get(path))
        .filter(text -> text.startsWith("->"))
        .map(text -> text.substring(2));
  }

  @Override
  public List<String> named(String name) {
    return files.keySet().stream().filter(path -> CommandPaths.name(path).equals(name)).toList();
  }
}
