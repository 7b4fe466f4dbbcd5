package dev.loopgen.core.internal.isolation;

import dev.loopgen.core.internal.export.Overlay;
import dev.loopgen.core.internal.git.GitDirectories;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An export that programs find at the path of the work tree, and nothing else that differs: they
 * have the machine, the user, the network and the processes that they would have without it. This
 * contains nothing; it lets commands that ran without isolation run again over another tree. Git's
 * directory and loopgen's are the work tree's own, and read-only where the kernel allows it.
 */
public final class MountedExport implements Surroundings {

  private static final long PROBE_SECONDS = 20;

  /** Mounts the layers, as the user who may mount, over the work tree in this namespace only. */
  private static final String PLACE =
      "m=$1 from=$2 root=$3 project=$4; shift 4; for name in .git .loopgen; do"
          + " if [ -d \"$from/$name\" ] && [ -d \"$root/$name\" ]; then"
          + " \"$m\" --bind \"$root/$name\" \"$from/$name\" || exit 126;"
          + " \"$m\" -o remount,bind,ro \"$from/$name\" 2>/dev/null; fi; done;"
          + " \"$m\" --rbind \"$from\" \"$root\" && cd \"$project\" && exec \"$@\"";

  private final Overlay overlay;
  private final Path root;
  private final Path project;
  private final Form form;
  private final Path shared;

  /** How the rights to mount are had; the first that works is used. */
  private enum Form {
    /** This process has them. */
    PRIVILEGED,
    /** In a user namespace, with the user's own ids in another one inside. */
    OWN_IDS,
    /** In a user namespace, as root. */
    ROOT_IDS
  }

  private MountedExport(Overlay overlay, Path root, Path project, Form form, Path shared) {
    this.overlay = overlay;
    this.root = root;
    this.project = project;
    this.form = form;
    this.shared = shared;
  }

  /**
   * Prepares an export to be mounted.
   *
   * @param overlay the layers
   * @param project the project's directory, without links
   * @return the mounted export; empty if this machine does not allow it
   * @throws IOException if the layers cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<MountedExport> over(Overlay overlay, Path project)
      throws IOException, InterruptedException {
    Path root = GitDirectories.around(project).map(GitDirectories::root).orElse(project);
    for (String name : List.of(".git", ".loopgen")) {
      if (Files.isDirectory(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        overlay.addDirectory(Path.of(name));
      }
    }
    overlay.addDirectory(root.relativize(project));
    Path shared = Files.createDirectory(overlay.around().resolve("commands"));
    for (Form form : Form.values()) {
      MountedExport mounted = new MountedExport(overlay, root, project, form, shared);
      if (mounted.starts()) {
        return Optional.of(mounted);
      }
    }
    return Optional.empty();
  }

  /** Tells whether a program starts, and finds the export where the work tree was. */
  private boolean starts() throws InterruptedException {
    List<String> check =
        List.of("/bin/sh", "-c", "[ \"$1\" -ef \"$2\" ]", "sh", root + "/.", overlay.merged() + "");
    try {
      Process process =
          new ProcessBuilder(commandLine(check))
              .directory(project.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(new File("/dev/null"))
              .start();
      try {
        return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  @Override
  public List<String> commandLine(List<String> program) {
    List<String> placed = new ArrayList<>(List.of("/bin/sh", "-c", PLACE, "sh"));
    placed.addAll(
        List.of(
            Overlay.program("mount"),
            overlay.merged().toString(),
            root.toString(),
            project.toString()));
    if (form == Form.OWN_IDS) {
      placed.addAll(ownIds());
    }
    placed.addAll(program);
    return form == Form.PRIVILEGED
        ? overlay.privilegedCommandLine(placed)
        : overlay.commandLine(placed);
  }

  private List<String> ownIds() {
    try {
      Map<String, Object> owner = Files.readAttributes(overlay.around(), "unix:uid,gid");
      return List.of(
          Overlay.program("unshare"),
          "--user",
          "--map-user=" + owner.get("uid"),
          "--map-group=" + owner.get("gid"),
          "--");
    } catch (IOException | UnsupportedOperationException unknown) {
      return List.of();
    }
  }

  @Override
  public Path shared() {
    return shared;
  }

  @Override
  public Path inside(Path file) {
    return file;
  }

  @Override
  public boolean areContained() {
    return false;
  }
}
