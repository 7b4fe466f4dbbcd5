package dev.loopgen.adapters.agents;

/** What would become of one file. */
public sealed interface PlannedFile {

  /**
   * Returns the file.
   *
   * @return its path relative to the project
   */
  String path();

  /**
   * Returns the kind's name in machine output.
   *
   * @return a lower-case word
   */
  String id();

  /**
   * Says what would happen, and why.
   *
   * @return a phrase that starts with the path
   */
  String describe();

  /**
   * The file is missing and would be written.
   *
   * @param path the file
   */
  record Created(String path) implements PlannedFile {

    @Override
    public String id() {
      return "created";
    }

    @Override
    public String describe() {
      return path + " is new";
    }
  }

  /**
   * The generated part would be replaced.
   *
   * @param path the file
   */
  record Updated(String path) implements PlannedFile {

    @Override
    public String id() {
      return "updated";
    }

    @Override
    public String describe() {
      return path + " is brought up to date";
    }
  }

  /**
   * The file holds already what would be written.
   *
   * @param path the file
   */
  record Unchanged(String path) implements PlannedFile {

    @Override
    public String id() {
      return "unchanged";
    }

    @Override
    public String describe() {
      return path + " is up to date";
    }
  }

  /**
   * The file belongs to a person and stays as it is.
   *
   * @param path the file
   * @param reason why it is taken for a person's
   */
  record Kept(String path, String reason) implements PlannedFile {

    @Override
    public String id() {
      return "kept";
    }

    @Override
    public String describe() {
      return path + " stays as it is: " + reason;
    }
  }

  /**
   * The file cannot be written safely. A plan with such a file is not applied.
   *
   * @param path the file
   * @param reason what is in the way, and what to do
   */
  record Blocked(String path, String reason) implements PlannedFile {

    @Override
    public String id() {
      return "blocked";
    }

    @Override
    public String describe() {
      return path + " cannot be written: " + reason;
    }
  }
}
