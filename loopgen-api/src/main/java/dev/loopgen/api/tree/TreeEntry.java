package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * The entry at a path: its mode and the id of its content.
 *
 * <p>The id is that of the blob that git would store for a file, that of the blob of a link's
 * target, the commit for a {@link FileMode#GITLINK}, and the empty blob for a {@link
 * FileMode#SPECIAL} file.
 *
 * @param mode the kind of file
 * @param id the id of its content
 */
public record TreeEntry(FileMode mode, GitId id) {

  public TreeEntry {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(id, "id");
  }

  /** Written out, because whole trees are compared and the generated method is slow to start. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof TreeEntry entry && mode == entry.mode && id.equals(entry.id);
  }

  @Override
  public int hashCode() {
    return 31 * mode.hashCode() + id.hashCode();
  }
}
