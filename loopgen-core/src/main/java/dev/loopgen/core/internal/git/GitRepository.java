package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A work tree and its repository, found without git's environment variables.
 *
 * @param workTree the work tree and the project inside it
 * @param gitDirectory the git directory of this work tree
 * @param commonDirectory the git directory that all work trees share
 * @param objects the object database
 * @param refs the refs
 * @param shallow whether this is a shallow clone
 * @param sparse whether sparse checkout is on
 * @param settings the other settings
 */
public record GitRepository(
    WorkTree workTree,
    Path gitDirectory,
    Path commonDirectory,
    GitObjects objects,
    GitRefs refs,
    boolean shallow,
    boolean sparse,
    RepositorySettings settings) {

  private static final String REFTABLE = "reftable";

  /** Room for the ids of some million commits. */
  private static final int MAX_SHALLOW = 64 << 20;

  private static final Set<String> KNOWN_EXTENSIONS =
      Set.of(
          "noop",
          "preciousobjects",
          "partialclone",
          "worktreeconfig",
          "objectformat",
          "refstorage",
          "relativeworktrees");

  /**
   * Opens the repository around a project.
   *
   * @throws RepositoryException if there is none, or it uses a feature that is not supported
   */
  public static GitRepository open(Path project) {
    return open(project, null);
  }

  /**
   * Reopens the repository around a project in its current state.
   *
   * @throws RepositoryException as {@link #open(Path)}
   */
  public GitRepository again(Path project) {
    return open(project, objects);
  }

  private static GitRepository open(Path project, @Nullable GitObjects known) {
    try {
      Path start = project.toRealPath();
      Path root = rootAround(start);
      if (root == null || !Files.isDirectory(start)) {
        throw new RepositoryException(
            project + " is not inside a git repository. Run git init first, or check the path.");
      }
      return open(root, start, known);
    } catch (IOException e) {
      throw new RepositoryException(
          "The repository around " + project + " cannot be read: " + reason(e) + ".", e);
    }
  }

  /**
   * Tells whether a directory is inside a repository, readable or not.
   *
   * @throws RepositoryException if that cannot be determined
   */
  public static boolean isAround(Path project) {
    try {
      return rootAround(project.toRealPath()) != null;
    } catch (NoSuchFileException noDirectory) {
      return false;
    } catch (IOException e) {
      throw new RepositoryException(
          "The directories around " + project + " cannot be read: " + reason(e) + ".", e);
    }
  }

  static @Nullable Path rootAround(Path start) {
    Path root = start;
    while (root != null && !Files.exists(root.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
      root = root.getParent();
    }
    return root;
  }

  private static GitRepository open(Path root, Path project, @Nullable GitObjects known)
      throws IOException {
    Path gitDirectory = gitDirectory(root.resolve(".git"));
    Path commonDirectory = commonDirectory(gitDirectory);
    Config config = config(commonDirectory.resolve("config"));
    checkFormat(config, root);
    Config own = config;
    if (config.getBoolean("extensions", "worktreeConfig", false)) {
      own = config(gitDirectory.resolve("config.worktree"));
    }
    checkWorkTree(config, root, gitDirectory, gitDirectory.equals(commonDirectory));
    checkWorkTree(own, root, gitDirectory, false);
    Set<ObjectId> shallow = shallowCommits(commonDirectory.resolve("shallow"));
    boolean sparse =
        config.getBoolean("core", "sparseCheckout", false)
            || own.getBoolean("core", "sparseCheckout", false);
    boolean foldsCase =
        config.getBoolean("core", "ignorecase", false)
            || isSame(root.resolve(".git"), root.resolve(".GIT"));
    RepoPath projectPath =
        project.equals(root)
            ? null
            : RepoPath.of(root.relativize(project).toString().replace('\\', '/'));
    RepositorySettings settings = RepositorySettings.of(config);
    return new GitRepository(
        new WorkTree(root, projectPath, foldsCase),
        gitDirectory,
        commonDirectory,
        GitObjects.open(commonDirectory, shallow, remedy(settings, shallow), known),
        REFTABLE.equalsIgnoreCase(config.getString("extensions", null, "refStorage"))
            ? GitRefs.inReftables(gitDirectory, commonDirectory)
            : GitRefs.inFiles(gitDirectory, commonDirectory),
        !shallow.isEmpty(),
        sparse,
        settings);
  }

  /** Returns what to do about an object that the clone lacks. */
  private static String remedy(RepositorySettings settings, Set<ObjectId> shallow) {
    if (!shallow.isEmpty()) {
      return "Fetch the history it belongs to with git fetch --unshallow.";
    }
    return settings
        .partial()
        .map(PartialClone::remedy)
        .orElse("Fetch it, or clone again; git fsck tells what else is missing.");
  }

  /** Tells whether this is a partial clone. */
  public boolean isPartial() {
    return settings.partial().isPresent();
  }

  private static boolean isSame(Path file, Path other) throws IOException {
    return Files.exists(other)
        && Files.isSymbolicLink(file) == Files.isSymbolicLink(other)
        && Files.isSameFile(file, other);
  }

  /** Returns the git directory that a {@code .git} entry refers to (gitrepository-layout). */
  public static Path gitDirectory(Path dotGit) throws IOException {
    Path directory = dotGit;
    if (Files.isRegularFile(dotGit)) {
      String content = PlainFile.text(dotGit).strip();
      if (!content.startsWith("gitdir: ")) {
        throw new IOException(dotGit + " is not a git file");
      }
      directory = dotGit.resolveSibling(content.substring(8)).normalize();
    }
    if (!hasHead(directory) || !Files.isDirectory(commonDirectory(directory).resolve("objects"))) {
      throw new IOException(directory + " is not a git directory");
    }
    return directory.toRealPath();
  }

  /** Tells whether there is a HEAD, which may be a symbolic link to a branch without commits. */
  private static boolean hasHead(Path directory) throws IOException {
    Path head = directory.resolve("HEAD");
    return Files.isRegularFile(head)
        || Files.isSymbolicLink(head) && Files.readSymbolicLink(head).startsWith("refs");
  }

  static Path commonDirectory(Path gitDirectory) throws IOException {
    Path file = gitDirectory.resolve("commondir");
    if (!Files.isRegularFile(file)) {
      return gitDirectory;
    }
    return gitDirectory.resolve(PlainFile.text(file).strip()).toRealPath();
  }

  private static Config config(Path file) throws IOException {
    Config config = new Config();
    if (Files.isRegularFile(file)) {
      try {
        config.fromText(PlainFile.text(file));
      } catch (ConfigInvalidException | IllegalArgumentException e) {
        throw new IOException(file + " is not valid: " + e.getMessage(), e);
      }
    }
    return config;
  }

  private static void checkFormat(Config config, Path root) throws IOException {
    int version = config.getInt("core", "repositoryformatversion", 0);
    if (version < 0 || version > 1) {
      throw new RepositoryException(
          "The repository "
              + root
              + " has the format version "
              + version
              + ", which is not supported.");
    }
    String format = config.getString("extensions", null, "objectFormat");
    if (format != null && !format.equalsIgnoreCase("sha1")) {
      throw new RepositoryException(
          "The repository "
              + root
              + " uses the object format "
              + format
              + ", but only sha1 is supported. Make a sha1 copy with git init"
              + " --object-format=sha1, and fill it with git fast-export --all | git fast-import.");
    }
    String storage = config.getString("extensions", null, "refStorage");
    if (storage != null
        && !storage.equalsIgnoreCase("files")
        && !storage.equalsIgnoreCase(REFTABLE)) {
      throw new RepositoryException(
          "The repository "
              + root
              + " keeps its refs in the format "
              + storage
              + ", which is not supported. Convert it with git refs migrate --ref-format=files.");
    }
    for (String name : config.getNames("extensions")) {
      if (!KNOWN_EXTENSIONS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new RepositoryException(
            "The repository " + root + " uses the extension " + name + ", which is not supported.");
      }
    }
  }

  private static void checkWorkTree(Config config, Path root, Path gitDirectory, boolean main)
      throws IOException {
    if (main && config.getBoolean("core", "bare", false)) {
      throw new RepositoryException(
          "The repository " + root + " is configured as bare, so it has no work tree to judge.");
    }
    String other = config.getString("core", null, "worktree");
    if (other == null) {
      return;
    }
    Path named = gitDirectory.resolve(other).normalize();
    if (!Files.exists(named) || !named.toRealPath().equals(root)) {
      throw new RepositoryException(
          "The setting core.worktree names "
              + other
              + ", which is not the work tree "
              + root
              + ". Remove it with git config --unset core.worktree.");
    }
  }

  private static Set<ObjectId> shallowCommits(Path file) throws IOException {
    Set<ObjectId> commits = new HashSet<>();
    if (Files.isRegularFile(file)) {
      for (String line :
          new String(PlainFile.read(file, MAX_SHALLOW), StandardCharsets.US_ASCII)
              .lines()
              .toList()) {
        if (line.length() == 40) {
          commits.add(ObjectId.fromString(line));
        }
      }
    }
    return commits;
  }

  private static @Nullable String reason(IOException e) {
    boolean missing = e instanceof NoSuchFileException;
    return missing ? e.getMessage() + " does not exist" : e.getMessage();
  }

  /** Tells whether the last name of a path is {@code .git}. */
  public static boolean isDotGit(RepoPath path) {
    int length = path.length();
    return length >= 4
        && (length == 4 || path.at(length - 5) == '/')
        && path.at(length - 4) == '.'
        && path.at(length - 3) == 'g'
        && path.at(length - 2) == 'i'
        && path.at(length - 1) == 't';
  }
}
