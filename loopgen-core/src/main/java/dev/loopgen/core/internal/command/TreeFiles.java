package dev.loopgen.core.internal.command;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a snapshot. Content that the base has, too, is read from the base; the rest is read
 * from disk if it still is what the snapshot saw.
 *
 * @param tree the snapshot
 * @param base its base
 * @param workTree where it was taken
 */
public record TreeFiles(TreeSnapshot tree, Base base, WorkTree workTree) implements FileView {

  private static final long MAX_FILE = 16 << 20;

  @Override
  public Optional<byte[]> read(String path) {
    TreeEntry entry = entry(path);
    if (entry == null || entry.mode() == FileMode.GITLINK || entry.mode() == FileMode.SYMLINK) {
      return Optional.empty();
    }
    RepoPath repoPath = RepoPath.of(path);
    return entry.equals(base.tree().get(repoPath))
        ? new BaseFiles(base).read(path)
        : onDisk(path, tree.contentSha256().get(repoPath));
  }

  private Optional<byte[]> onDisk(String path, @Nullable String digest) {
    Path file = workTree.root().resolve(path);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_FILE) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(bytes)
          .filter(found -> Sha256.hash(found).hex().equals(Objects.toString(digest)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public boolean has(String path) {
    return entry(path) != null;
  }

  @Override
  public Optional<String> link(String path) {
    TreeEntry entry = entry(path);
    if (entry == null || entry.mode() != FileMode.SYMLINK) {
      return Optional.empty();
    }
    if (entry.equals(base.tree().get(RepoPath.of(path)))) {
      return new BaseFiles(base).link(path);
    }
    try {
      Path target = Files.readSymbolicLink(workTree.root().resolve(path));
      return Optional.of(target.toString());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> named(String name) {
    return BaseFiles.named(tree.entries(), name);
  }

  private @Nullable TreeEntry entry(String path) {
    return path.isEmpty() || path.indexOf('\0') >= 0 ? null : tree.entries().get(RepoPath.of(path));
  }
}
