package dev.loopgen.core.internal.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Finds the setting of the machine that keeps a sandbox from starting. */
final class IsolationObstacles {

  private IsolationObstacles() {}

  /** Explains why a sandbox did not start, by the settings of this machine. */
  static String explain(String output) {
    return explain(IsolationObstacles::setting, output);
  }

  /**
   * Explains why a sandbox did not start.
   *
   * @param setting reads a setting of the kernel, named as in sysctl(8)
   * @param output what bubblewrap said
   */
  static String explain(Function<String, Optional<String>> setting, String output) {
    if (is(setting, "kernel.unprivileged_userns_clone", "0")) {
      return "The kernel forbids user namespaces: set kernel.unprivileged_userns_clone=1.";
    }
    if (is(setting, "user.max_user_namespaces", "0")) {
      return "The kernel allows no user namespaces: set user.max_user_namespaces above 0.";
    }
    if (is(setting, "kernel.apparmor_restrict_unprivileged_userns", "1")) {
      return "AppArmor restricts user namespaces, as on Ubuntu 24.04: set"
          + " kernel.apparmor_restrict_unprivileged_userns=0, or install a profile for bwrap that"
          + " allows userns.";
    }
    String said = output.isBlank() ? "nothing" : output.strip();
    if (output.contains("Permission denied") && output.contains("execvp")) {
      return "The folder for temporary files forbids programs (bubblewrap said: "
          + said
          + "). Choose another with java.io.tmpdir.";
    }
    if (output.startsWith("mount: ") || output.startsWith("unshare: ")) {
      return "The layers of an export cannot be mounted ("
          + said
          + "). The kernel must allow overlay file systems in user namespaces (Linux 5.11 or newer),"
          + " and the folder for temporary files must be on a file system that holds extended"
          + " attributes and is no overlay itself; choose another with java.io.tmpdir.";
    }
    return "Bubblewrap said: "
        + said
        + (output.contains("not permitted") || output.contains("namespace")
            ? ". In a container, its runtime must allow user namespaces and a new /proc."
            : ".");
  }

  private static boolean is(Function<String, Optional<String>> setting, String name, String value) {
    return setting.apply(name).filter(value::equals).isPresent();
  }

  private static Optional<String> setting(String name) {
    try {
      Path file = Path.of("/proc/sys", name.split("\\."));
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException unknownToThisKernel) {
      return Optional.empty();
    }
  }
}
