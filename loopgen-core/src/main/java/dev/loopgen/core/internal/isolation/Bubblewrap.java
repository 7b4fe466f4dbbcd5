package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.isolation.Isolation.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An installed bubblewrap.
 *
 * @param program the absolute path of the program
 * @param version its version
 * @param options the options that it knows
 */
record Bubblewrap(Path program, String version, Set<String> options) {

  /** The name in ledger entries. */
  static final String NAME = "bubblewrap";

  private static final List<String> ALWAYS =
      List.of(
          "--unshare-user",
          "--disable-userns",
          "--unshare-pid",
          "--as-pid-1",
          "--unshare-ipc",
          "--unshare-uts",
          "--unshare-cgroup-try",
          "--new-session",
          "--die-with-parent",
          "--cap-drop",
          "ALL");

  /**
   * Runs the program as a child and ends with it. It is the first process of the namespace, so the
   * kernel ends all others with it, and nothing that they do to it can let them live on: bubblewrap
   * ends only after it. Its own messages go nowhere.
   */
  private static final List<String> FIRST_PROCESS =
      List.of(
          "/bin/sh", "-c", "exec 3>&2 2>/dev/null; (exec 2>&3 3>&-; exec \"$@\"); exit $?", "init");

  Bubblewrap {
    options = Set.copyOf(options);
  }

  /** Tells whether it can put a layer that is thrown away over a directory. */
  boolean hasOverlays() {
    return options.contains("--tmp-overlay");
  }

  /**
   * Returns the command line that runs a program in a sandbox; the program and its arguments
   * follow.
   */
  List<String> commandLine(MountPlan plan, Network network, Path directory) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    line.addAll(ALWAYS);
    if (network == Network.NONE) {
      line.add("--unshare-net");
    }
    add(line, "--proc", "/proc");
    add(line, "--dev", "/dev");
    plan.mounts().forEach(mount -> add(line, mount));
    plan.mounts().stream()
        .filter(mount -> mount.kind() == Mount.Kind.HIDDEN)
        .forEach(mount -> add(line, "--remount-ro", mount.target().toString()));
    // Root may change settings of the running kernel through files of /proc, without capabilities.
    add(line, "--remount-ro", "/proc");
    add(line, "--remount-ro", "/");
    add(line, "--chdir", directory.toString());
    add(line, "--");
    line.addAll(FIRST_PROCESS);
    return line;
  }

  private static void add(List<String> line, Mount mount) {
    String target = mount.target().toString();
    String source = mount.source().toString();
    switch (mount.kind()) {
      case READ_ONLY -> add(line, "--ro-bind", source, target);
      case WRITABLE -> add(line, "--bind", source, target);
      case DISCARDED -> add(line, "--overlay-src", source, "--tmp-overlay", target);
      case EMPTY -> add(line, "--perms", "1777", "--tmpfs", target);
      case HIDDEN -> add(line, "--perms", "0555", "--tmpfs", target);
      case LINK -> add(line, "--symlink", source, target);
    }
  }

  private static void add(List<String> line, String... words) {
    line.addAll(List.of(words));
  }
}
