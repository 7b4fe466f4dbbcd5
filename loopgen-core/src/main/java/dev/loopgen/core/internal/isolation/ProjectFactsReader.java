package dev.loopgen.core.internal.isolation;

import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.GitDirectories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a sandbox must protect of a project. */
final class ProjectFactsReader {

  private static final String DOT_GIT = ".git";

  /** How deep the git directories of submodules may be nested in the common one. */
  private static final int MAX_DEPTH = 12;

  private final Path own;
  private final Set<Path> readOnly = new LinkedHashSet<>();
  private final Set<Path> hidden = new LinkedHashSet<>();
  private final Map<Path, Path> replaced = new LinkedHashMap<>();

  /**
   * @param own the directory for the files that are shown in place of others
   */
  private ProjectFactsReader(Path own) {
    this.own = own;
  }

  /**
   * Reads the facts.
   *
   * @param directory the project's directory, without links
   * @param further what else commands must not write to
   * @param homes the home directory, under each of its paths
   */
  static ProjectFacts read(Path directory, Set<Path> further, List<Path> homes, Path own)
      throws IOException {
    return new ProjectFactsReader(own).read(directory, further, homes);
  }

  private ProjectFacts read(Path directory, Set<Path> further, List<Path> homes)
      throws IOException {
    Path project = directory.toRealPath();
    Optional<GitDirectories> repository = GitDirectories.around(project);
    Path root = repository.map(GitDirectories::root).orElse(project);
    if (repository.isPresent()) {
      addRepository(repository.get());
    }
    addIfPlain(project.resolve(".loopgen"));
    for (Path path : further) {
      addFurther(path);
    }
    for (Path home : homes) {
      replace(home.resolve(".gitconfig"));
      replace(home.resolve(".config/git/config"));
    }
    return new ProjectFacts(root, project, List.copyOf(readOnly), List.copyOf(hidden), replaced);
  }

  private void addFurther(Path path) throws IOException {
    if (path.endsWith(DOT_GIT)) {
      addRepository(GitDirectories.of(Objects.requireNonNull(path.getParent()).toRealPath()));
    } else if (Files.exists(path)) {
      addIfPlain(path);
    } else {
      throw new IOException(path + " is not there and cannot be made read-only");
    }
  }

  private void addRepository(GitDirectories repository) throws IOException {
    addIfPlain(repository.root().resolve(DOT_GIT));
    for (Path directory :
        new LinkedHashSet<>(List.of(repository.commonDirectory(), repository.gitDirectory()))) {
      readOnly.add(directory);
      Path keys = directory.resolve("loopgen");
      if (Files.isDirectory(keys, LinkOption.NOFOLLOW_LINKS)) {
        hidden.add(keys);
      }
    }
    addAlternates(repository.commonDirectory());
    addConfigurations(repository.commonDirectory());
  }

  /** Adds a path unless it is absent or a link, which a mount would follow. */
  private void addIfPlain(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
      readOnly.add(path);
    } else if (Files.isSymbolicLink(path) && Files.exists(path)) {
      readOnly.add(path.toRealPath());
    }
  }

  /** Adds the object databases of other repositories that this one borrows from. */
  private void addAlternates(Path common) throws IOException {
    Path objects = common.resolve("objects");
    Path list = objects.resolve("info/alternates");
    if (!Files.isRegularFile(list)) {
      return;
    }
    for (String line : PlainFile.text(list).split("\n")) {
      try {
        Path other = objects.resolve(line.strip()).normalize();
        if (!line.isBlank() && !line.startsWith("#") && Files.isDirectory(other)) {
          readOnly.add(other.toRealPath());
        }
      } catch (InvalidPathException notAPath) {
        continue;
      }
    }
  }

  private void addConfigurations(Path common) throws IOException {
    List<Path> files =
        new ArrayList<>(List.of(common.resolve("config"), common.resolve("config.worktree")));
    addNamed(common.resolve("worktrees"), "config.worktree", files);
    addNamed(common.resolve("modules"), "config", files);
    for (Path file : files) {
      replace(file);
    }
  }

  private static void addNamed(Path directory, String name, List<Path> files) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> found =
          Files.find(
              directory,
              MAX_DEPTH,
              (path, attributes) ->
                  attributes.isRegularFile() && path.getFileName().toString().equals(name))) {
        found.forEach(files::add);
      }
    }
  }

  /** Has a file of git's configuration replaced if it holds something to leave out. */
  private void replace(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    String config = new String(PlainFile.read(file, PlainFile.SMALL), StandardCharsets.ISO_8859_1);
    String shown = GitConfigFilter.withoutCredentials(config);
    if (!shown.strip().equals(config.strip())) {
      Path copy = own.resolve("config-" + replaced.size());
      Files.write(copy, shown.getBytes(StandardCharsets.ISO_8859_1));
      replaced.put(file.toRealPath(), copy);
    }
  }
}
