package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * What stands at one path: its mode and the id of its content.
 *
 * <p>For a file, the id of the blob git would store; for a link, of the blob of its target; for a
 * {@link FileMode#GITLINK}, the commit. A {@link FileMode#SPECIAL} file has the id of the empty
 * blob.
 *
 * @param mode the kind of file
 * @param id the id of its content
 */
public record TreeEntry(FileMode mode, GitId id) {

  public TreeEntry {
    Objects.requireNonNull(mode);
    Objects.requireNonNull(id);
  }

  /** Written out, because whole trees are compared, and what the compiler makes starts slowly. */
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
