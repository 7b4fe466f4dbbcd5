package dev.loopgen.api.driven;

import java.util.Locale;

/** Why an action of a model was not carried out. */
public enum BlockReason {
  /** The action cannot be read: an unknown kind, or a member is missing or of the wrong type. */
  MALFORMED("the action cannot be read"),
  /** The path is empty, holds a control character, or is no Unicode text. */
  INVALID_PATH("the path is not valid"),
  /** The path is absolute or leads out of the project. */
  PATH_ESCAPE("the path leads out of the project"),
  /** The path or one of its names is too long. */
  PATH_TOO_LONG("the path is too long"),
  /** Another platform reads the name as something else. */
  UNPORTABLE_NAME("a name in the path means something else on another platform"),
  /** The path belongs to git: the git directory, or a file that configures git. */
  GIT_FILE("the path belongs to git"),
  /** The path belongs to loopgen: spec, policy, ledger, state or attestations. */
  LOOPGEN_FILE("the path belongs to loopgen"),
  /** The path defines what a CI system runs. */
  CI_DEFINITION("the path defines what CI runs"),
  /** A forbidden pattern matches the path. */
  FORBIDDEN_PATH("the path is forbidden"),
  /** Git ignores the path, so a write would leave no trace in the judged tree. */
  IGNORED_PATH("git ignores the path, so the change could not be judged"),
  /** The spec declares the path as an output, which is not judged. */
  DECLARED_OUTPUT("the path is a declared output, so the change could not be judged"),
  /** The path is in a submodule or another repository. */
  OTHER_REPOSITORY("the path is in another repository"),
  /** The file defines what the loop's commands check. */
  COMMAND_FILE("the file defines what the loop's commands check"),
  /** The path leads through a symbolic link, or is one. */
  SYMBOLIC_LINK("the path leads through a symbolic link"),
  /** The path is not a regular file. */
  NOT_A_FILE("the path is not a regular file"),
  /** A part of the path is a file, where a directory is needed. */
  NOT_A_DIRECTORY("a part of the path is not a directory"),
  /** There is no such file. */
  NOT_FOUND("there is no such file"),
  /** Another name in the directory differs only in case or invisible characters. */
  NAME_COLLISION("another file has the same name in another spelling"),
  /** The file is not as the model last saw it. */
  CHANGED_ELSEWHERE("the file was changed by someone else"),
  /** The directory was replaced while the action was carried out. */
  PATH_MOVED("the directory was moved meanwhile"),
  /** The content is not text, or the edit does not apply to the file. */
  NOT_APPLICABLE("the action does not apply to the file"),
  /** The file is larger than the limit for one file. */
  FILE_TOO_LARGE("the file is too large"),
  /** The run has changed as many files as it may. */
  FILE_BUDGET("the run has changed as many files as it may"),
  /** The run has written as many bytes as it may. */
  BYTE_BUDGET("the run has written as many bytes as it may"),
  /** The run has taken as many actions as it may. */
  ACTION_BUDGET("the run has taken as many actions as it may"),
  /** The command is not one of the loop's. */
  COMMAND_NOT_ALLOWED("the command is not on the list of allowed commands"),
  /** What an agent wants to do by itself cannot be checked before it is done. */
  UNCHECKABLE("it cannot be checked before it is done"),
  /** The file system refused the change. */
  NOT_WRITABLE("the file system refused the change");

  private final String description;

  BlockReason(String description) {
    this.description = description;
  }

  /**
   * Returns the stable name in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Describes the reason.
   *
   * @return a clause for people
   */
  public String describe() {
    return description;
  }
}
