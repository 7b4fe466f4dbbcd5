package dev.loopgen.api.tree;

/** How a snapshot comes to the content ids of tracked files. */
public enum HashingMode {
  /** Every file is read and hashed. Attestation and strict gates need this. */
  CONTENT("content"),
  /**
   * An index entry whose recorded stat data match the file and are not racily clean stands for the
   * file's content, as in {@code git status}. Whoever can write the index can forge it, so this
   * serves the local promise only. A directory that one snapshot of a {@link ChangeDetector} listed
   * is not listed again for its next one, where its stat data are the same and its times are more
   * than some seconds older than the first look. Paths that a forbidden pattern names are read all
   * the same, and directories that they can lie in are listed.
   */
  STAT("stat");

  private final String id;

  HashingMode(String id) {
    this.id = id;
  }

  /**
   * Returns the stable name in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  public String id() {
    return id;
  }
}
