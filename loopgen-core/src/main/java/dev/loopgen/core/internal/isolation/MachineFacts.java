package dev.loopgen.core.internal.isolation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sandbox shows of the machine, as read before it is planned. Every path exists.
 *
 * @param directories the directories and files of the machine that commands may read
 * @param links the symbolic links at the top of the file system, with their targets
 * @param homes the home directory, under each of its paths
 * @param masked the files and directories with credentials that commands must not read
 * @param caches the tool caches in the home directory
 * @param sockets the UNIX domain sockets that processes of the machine have opened
 */
record MachineFacts(
    List<Path> directories,
    Map<Path, Path> links,
    List<Path> homes,
    List<MaskedPath> masked,
    List<Path> caches,
    List<Path> sockets) {

  MachineFacts {
    directories = List.copyOf(directories);
    links = Map.copyOf(links);
    homes = List.copyOf(homes);
    masked = List.copyOf(masked);
    caches = List.copyOf(caches);
    sockets = List.copyOf(sockets);
  }

  /** Returns the facts without the masked paths that are shown to a program, or a part of them. */
  MachineFacts giving(Set<Path> shown) {
    List<MaskedPath> rest =
        masked.stream()
            .filter(path -> shown.stream().noneMatch(given -> given.startsWith(path.path())))
            .toList();
    return new MachineFacts(directories, links, homes, rest, caches, sockets);
  }

  /**
   * A path with credentials.
   *
   * @param path the path, without links
   * @param directory whether it is a directory
   */
  record MaskedPath(Path path, boolean directory) {}
}
