package dev.loopgen.core.internal.isolation;

import dev.loopgen.core.internal.isolation.MachineFacts.MaskedPath;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what there is on the machine. */
final class MachineFactsReader {

  /** What toolchains and their libraries, settings and certificates are installed below. */
  private static final List<String> TOPS =
      List.of(
          "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix",
          "/gnu", "/snap");

  /** Where further files of toolchains are; and what runtimes read the size of the machine from. */
  private static final List<String> BELOW =
      List.of(
          "/var/lib/gems",
          "/var/lib/ghc",
          "/var/lib/texmf",
          "/var/cache/fontconfig",
          "/sys/fs/cgroup",
          "/sys/devices/system/cpu",
          "/sys/devices/system/node",
          "/sys/kernel/mm");

  private static final Set<Path> NEVER_WHOLE =
      Set.of(
          Path.of("/"),
          Path.of("/dev"),
          Path.of("/home"),
          Path.of("/proc"),
          Path.of("/run"),
          Path.of("/sys"),
          Path.of("/tmp"),
          Path.of("/var"),
          Path.of("/var/tmp"));

  private static final Path RESOLVER = Path.of("/etc/resolv.conf");
  private static final Path SOCKETS = Path.of("/proc/net/unix");
  private static final int PATH_FIELD = 7;

  private final Map<String, String> environment;
  private final List<Path> homes;
  private final Set<String> unmasked;
  private final Path root;

  /**
   * @param environment the environment of the commands
   * @param homes the home directory, under each of its paths
   * @param unmasked what commands may read nevertheless, relative to the home directory
   * @param root the work tree, whose own directories on the search path are no toolchains
   */
  MachineFactsReader(
      Map<String, String> environment, List<Path> homes, Set<String> unmasked, Path root) {
    this.environment = environment;
    this.homes = List.copyOf(homes);
    this.unmasked = unmasked;
    this.root = root;
  }

  MachineFacts read() throws IOException {
    List<Path> directories = new ArrayList<>();
    Map<Path, Path> links = new LinkedHashMap<>();
    for (String top : TOPS) {
      Path path = Path.of(top);
      if (Files.isSymbolicLink(path)) {
        links.put(path, Files.readSymbolicLink(path));
      } else if (Files.isDirectory(path)) {
        directories.add(path);
      }
    }
    BELOW.stream().map(Path::of).filter(Files::isDirectory).forEach(directories::add);
    addToolchains(directories, links.keySet());
    resolver(directories).ifPresent(directories::add);
    homes.stream()
        .flatMap(home -> unmasked.stream().map(home::resolve))
        .filter(Files::exists)
        .forEach(directories::add);
    return new MachineFacts(directories, links, homes, masked(), caches(), sockets());
  }

  /** Returns the home directory and the path that its links lead to; empty if it is not shown. */
  static List<Path> homes(Map<String, String> environment) throws IOException {
    String name = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    Optional<Path> home = absolute(name).filter(Files::isDirectory);
    Set<Path> homes = new LinkedHashSet<>();
    if (home.isPresent()) {
      homes.add(home.get());
      homes.add(home.get().toRealPath());
    }
    homes.removeIf(path -> NEVER_WHOLE.contains(path) || TOPS.contains(path.toString()));
    return List.copyOf(homes);
  }

  /** Adds the directories of the search path and of the JDK that nothing else shows. */
  private void addToolchains(List<Path> directories, Set<Path> links) {
    List<Path> shown = new ArrayList<>(directories);
    shown.addAll(links);
    shown.addAll(homes);
    shown.add(root);
    Stream.concat(
            Stream.of(environment.getOrDefault("PATH", "").split(":")),
            Stream.of(environment.getOrDefault("JAVA_HOME", "")))
        .flatMap(name -> absolute(name).stream())
        .filter(Files::isDirectory)
        .filter(path -> !NEVER_WHOLE.contains(path) && shown.stream().noneMatch(path::startsWith))
        .filter(path -> homes.stream().noneMatch(home -> home.startsWith(path)))
        .filter(path -> !root.startsWith(path))
        .forEach(directories::add);
  }

  /** The resolver's settings are often a link into a directory that is empty inside. */
  private static Optional<Path> resolver(List<Path> shown) {
    try {
      Path real = RESOLVER.toRealPath();
      return shown.stream().anyMatch(real::startsWith) ? Optional.empty() : Optional.of(real);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private List<MaskedPath> masked() {
    Stream<Path> ofHome =
        homes.stream()
            .flatMap(
                home ->
                    CredentialPaths.OF_HOME.stream()
                        .filter(path -> !unmasked.contains(path))
                        .map(home::resolve));
    Stream<Path> ofMachine = CredentialPaths.OF_MACHINE.stream().map(Path::of);
    Stream<Path> named =
        CredentialPaths.VARIABLES.stream()
            .flatMap(name -> absolute(environment.getOrDefault(name, "")).stream())
            .filter(path -> !isUnmasked(path));
    Set<MaskedPath> masked = new LinkedHashSet<>();
    Stream.of(ofHome, ofMachine, named)
        .flatMap(paths -> paths)
        .filter(path -> !NEVER_WHOLE.contains(path) && !homes.contains(path))
        .forEach(path -> addMasked(path, masked));
    return List.copyOf(masked);
  }

  private boolean isUnmasked(Path path) {
    return homes.stream()
        .anyMatch(home -> unmasked.stream().map(home::resolve).anyMatch(path::startsWith));
  }

  /** Adds what the path leads to, because a mount over a link would be a mount over its target. */
  private static void addMasked(Path path, Set<MaskedPath> masked) {
    try {
      Path real = path.toRealPath();
      masked.add(new MaskedPath(real, Files.isDirectory(real)));
      if (!Files.isSymbolicLink(path)) {
        masked.add(new MaskedPath(path, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)));
      }
    } catch (IOException absent) {
      // A name that does not exist cannot be covered, and there is nothing to read.
    }
  }

  private List<Path> caches() {
    return homes.stream()
        .flatMap(home -> CredentialPaths.CACHES.stream().map(home::resolve))
        .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** Returns the sockets with absolute names, from a table whose last column is the name. */
  private static List<Path> sockets() {
    List<Path> sockets = new ArrayList<>();
    try (Stream<String> lines = Files.lines(SOCKETS, StandardCharsets.ISO_8859_1)) {
      lines
          .map(line -> line.split(" +", PATH_FIELD + 1))
          .filter(fields -> fields.length > PATH_FIELD)
          .flatMap(fields -> absolute(utf8(fields[PATH_FIELD])).stream())
          .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(sockets::add);
    } catch (IOException | UncheckedIOException notReadable) {
      return List.of();
    }
    return sockets;
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static Optional<Path> absolute(String name) {
    try {
      Path path = Path.of(name);
      return path.isAbsolute() ? Optional.of(path.normalize()) : Optional.empty();
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }
}
