package dev.loopgen.api.tree;

/** How a snapshot obtains the content ids of tracked files. */
public enum HashingMode {
  /** Reads and hashes every file. Required for attestation and strict gates. */
  CONTENT("content"),
  /**
   * Takes the content id from the index entry if its recorded stat data match the file and are not
   * racily clean, as {@code git status} does. Anyone who can write the index can forge it, so this
   * is only for local trust. A directory listed by one snapshot of a {@link ChangeDetector} is not
   * listed again by its next one if its stat data are unchanged and its times are some seconds
   * older than the first listing. Paths that a forbidden pattern matches are always read, and
   * directories that may contain them are always listed.
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
