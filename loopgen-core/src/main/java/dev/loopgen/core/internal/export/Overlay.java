package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * An export under a private layer that takes all writes. The layers are put together by a program
 * that mounts them in a mount namespace of its own and then becomes another program; outside of it,
 * nothing is mounted. Each such program sees what earlier ones wrote.
 */
public final class Overlay {

  /** Fixed places, because the search path may hold a directory of the work tree. */
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/run/current-system/sw/bin"));

  /** The names of the layers are relative, because a path could hold a separator of options. */
  private static final String MOUNT =
      "cd \"$1\" && \"$2\" -t overlay loopgen -o \"$3\" merged && shift 3 && exec \"$@\"";

  /** Extended attributes that need no rights; no index, so that layers can be mounted again. */
  private static final String OPTIONS = "userxattr,index=off,upperdir=upper,workdir=work,lowerdir=";

  private final Export export;
  private final boolean carries;

  private Overlay(Export export, boolean carries) {
    this.export = export;
    this.carries = carries;
  }

  /** Prepares the layers over an export. They are removed with it. */
  public static Overlay over(Export export, boolean carries) throws IOException {
    for (String name : List.of("upper", "work", "merged")) {
      Files.createDirectory(export.around().resolve(name));
    }
    return new Overlay(export, carries);
  }

  /**
   * Adds an empty directory to the tree, for something to be mounted at, unless it has one.
   *
   * @param relative its path in the tree
   * @throws IOException if something else is there
   */
  public void addDirectory(Path relative) throws IOException {
    addPoint(relative, true);
  }

  /** Adds an empty file to the tree, as {@link #addDirectory} does. */
  public void addFile(Path relative) throws IOException {
    addPoint(relative, false);
  }

  private void addPoint(Path relative, boolean directory) throws IOException {
    if (relative.toString().isEmpty()) {
      return;
    }
    OpenDirectory at = OpenDirectory.at(export.root());
    try {
      int last = relative.getNameCount() - 1;
      for (int i = 0; i <= last; i++) {
        Path name = relative.getName(i);
        boolean exists = Files.exists(at.path().resolve(name), LinkOption.NOFOLLOW_LINKS);
        if (i == last && !directory) {
          if (!exists) {
            at.newFile(name, FileMode.REGULAR).close();
          }
          return;
        }
        OpenDirectory inner = exists ? at.directory(name) : at.create(name);
        at.close();
        at = inner;
      }
    } finally {
      at.close();
    }
  }

  /** Returns the directory where the program sees the layers as one. */
  public Path merged() {
    return export.around().resolve("merged");
  }

  /** Returns the directory of what programs wrote. */
  public Path upper() {
    return export.around().resolve("upper");
  }

  /**
   * Returns what programs wrote. None may run any more.
   *
   * @param wanted the ignored files to list
   * @throws dev.loopgen.api.RepositoryException if it cannot be read
   */
  public OverlayWrites writes(Predicate<RepoPath> wanted) {
    return UpperLayer.read(this, wanted);
  }

  /**
   * Copies files that programs wrote to the same paths of a directory, through handles that follow
   * no link; replaces files that are there.
   *
   * @throws IOException if one cannot be copied, or a directory has its path
   * @throws InterruptedException if the thread is interrupted
   */
  public void copyTo(Path directory, Collection<RepoPath> files)
      throws IOException, InterruptedException {
    CarryCopy copy = CarryCopy.replacing();
    try (OpenDirectory from = OpenDirectory.at(upper());
        OpenDirectory to = OpenDirectory.at(directory)) {
      for (RepoPath file : files) {
        copy.copy(from, to, file);
      }
    }
  }

  /** Returns the export below. */
  public Export export() {
    return export;
  }

  /** Returns the private directory that holds the layers, which programs must not see. */
  public Path around() {
    return export.around();
  }

  /**
   * Returns the command line that mounts the layers and then becomes another program.
   *
   * @param program the program and its arguments
   */
  public List<String> commandLine(List<String> program) {
    return commandLine(List.of("--map-root-user", "--mount"), program);
  }

  /** Returns the command line for a process that has the right to mount. */
  public List<String> privilegedCommandLine(List<String> program) {
    return commandLine(List.of("--mount"), program);
  }

  private List<String> commandLine(List<String> namespaces, List<String> program) {
    List<String> line = new ArrayList<>();
    line.add(program("unshare"));
    line.addAll(namespaces);
    line.addAll(List.of("--", "/bin/sh", "-c", MOUNT, "sh"));
    line.add(around().toString());
    line.add(program("mount"));
    line.add(OPTIONS + (carries ? "tree:carry" : "tree"));
    line.addAll(program);
    return line;
  }

  /** Returns the path of a program of the system. */
  public static String program(String name) {
    return PLACES.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(PLACES.get(0).resolve(name))
        .toString();
  }
}
