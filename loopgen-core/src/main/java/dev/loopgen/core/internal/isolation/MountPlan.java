package dev.loopgen.core.internal.isolation;

import dev.loopgen.core.internal.isolation.MachineFacts.MaskedPath;
import dev.loopgen.core.internal.isolation.Mount.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The mounts of a sandbox, outer ones first. A pure function of the facts.
 *
 * <p>A path that commands must not replace is a mount point, and so is every directory between it
 * and the work tree: a mount point cannot be renamed, but the directory that holds it can.
 *
 * @param mounts the mounts
 */
record MountPlan(List<Mount> mounts) {

  /** Where the directory of loopgen's own files is inside. */
  static final Path OWN = Path.of("/run/loopgen");

  private static final List<Path> EMPTY =
      List.of(Path.of("/run"), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  MountPlan {
    mounts = List.copyOf(mounts);
  }

  /**
   * Plans a sandbox.
   *
   * @param own the directory of loopgen's own files, in another one that commands must not see
   * @param emptyFile the empty file that is shown in place of masked files
   * @param caches the caches that commands may write to, with the directories in their place; a
   *     cache that stands for itself is written to a layer that is thrown away
   */
  static MountPlan of(
      MachineFacts machine,
      ProjectFacts project,
      Path own,
      Path emptyFile,
      Map<Path, Path> caches) {
    return of(machine, project, own, emptyFile, caches, Set.of());
  }

  /**
   * Plans a sandbox in which a program may write to paths of the machine.
   *
   * @param writable the paths, which no project is in and which are in no project
   */
  static MountPlan of(
      MachineFacts machine,
      ProjectFacts project,
      Path own,
      Path emptyFile,
      Map<Path, Path> caches,
      Set<Path> writable) {
    TreeMap<Path, Mount> plan = new TreeMap<>();
    EMPTY.forEach(path -> add(plan, Mount.empty(path)));
    machine.links().forEach((path, to) -> add(plan, new Mount(path, Kind.LINK, to)));
    machine.directories().forEach(path -> add(plan, Mount.readOnly(path)));
    machine.homes().forEach(path -> add(plan, Mount.readOnly(path)));
    caches.forEach((path, source) -> add(plan, cache(path, source)));
    machine.masked().stream()
        .filter(masked -> project.shows(masked.path()))
        .forEach(masked -> add(plan, mask(masked, emptyFile)));
    writable.forEach(path -> add(plan, new Mount(path, Kind.WRITABLE, path)));
    addProject(plan, project);
    machine.sockets().stream()
        .filter(socket -> project.shows(socket) && isShown(plan, socket))
        .forEach(socket -> add(plan, new Mount(socket, Kind.READ_ONLY, emptyFile)));
    if (isShown(plan, own)) {
      add(plan, Mount.hidden(parent(own)));
    }
    if (!project.tree().equals(project.root()) && isShown(plan, project.tree())) {
      add(plan, Mount.hidden(parent(project.tree())));
    }
    add(plan, new Mount(OWN, Kind.READ_ONLY, own));
    pinParents(plan);
    return new MountPlan(List.copyOf(plan.values()));
  }

  private static void addProject(TreeMap<Path, Mount> plan, ProjectFacts project) {
    Path root = project.root();
    add(plan, new Mount(root, Kind.WRITABLE, project.tree()));
    pinBelow(plan, project, project.project());
    for (Path path : project.readOnly()) {
      if (path.startsWith(root) && !path.equals(root)) {
        pinBelow(plan, project, parent(path));
      }
    }
    project
        .readOnly()
        .forEach(path -> add(plan, new Mount(path, Kind.READ_ONLY, project.shown(path))));
    project.hidden().forEach(path -> add(plan, Mount.hidden(path)));
    project.replaced().forEach((path, shown) -> add(plan, new Mount(path, Kind.READ_ONLY, shown)));
  }

  /** Makes every directory below the root, down to and including one, a mount point. */
  private static void pinBelow(TreeMap<Path, Mount> plan, ProjectFacts project, Path directory) {
    for (Path path = directory; !path.equals(project.root()); path = parent(path)) {
      Kind kind = project.isReadOnly(path) ? Kind.READ_ONLY : Kind.WRITABLE;
      plan.putIfAbsent(path, new Mount(path, kind, project.shown(path)));
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /**
   * Below an empty directory, directories are made for other mounts. Commands could rename them, so
   * the topmost of them is a mount that cannot be written to.
   */
  private static void pinParents(TreeMap<Path, Mount> plan) {
    for (Path target : List.copyOf(plan.keySet())) {
      Path inner = target;
      while (inner.getParent() != null && !plan.containsKey(inner.getParent())) {
        inner = inner.getParent();
      }
      Mount around = inner.getParent() == null ? null : plan.get(inner.getParent());
      if (around != null && around.kind() == Kind.EMPTY) {
        plan.putIfAbsent(inner, Mount.hidden(inner));
      }
    }
  }

  private static Mount cache(Path path, Path source) {
    return source.equals(path)
        ? new Mount(path, Kind.DISCARDED, path)
        : new Mount(path, Kind.WRITABLE, source);
  }

  private static Mount mask(MaskedPath masked, Path emptyFile) {
    return masked.directory()
        ? Mount.hidden(masked.path())
        : new Mount(masked.path(), Kind.READ_ONLY, emptyFile);
  }

  /** Tells whether a path outside is visible inside. */
  private static boolean isShown(TreeMap<Path, Mount> plan, Path path) {
    for (Path above = path; above != null; above = above.getParent()) {
      Mount mount = plan.get(above);
      if (mount != null) {
        return mount.kind() != Kind.EMPTY && mount.kind() != Kind.HIDDEN;
      }
    }
    return false;
  }

  private static void add(TreeMap<Path, Mount> plan, Mount mount) {
    plan.put(mount.target(), mount);
  }
}
