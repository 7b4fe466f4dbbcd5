package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.core.internal.export.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An isolation that was probed, and in which any number of programs can be started. */
public final class Sandbox implements Surroundings, AutoCloseable {

  private final PrivateDirectory files;
  private final List<String> commandLine;
  private final ReachedIsolation reached;

  Sandbox(PrivateDirectory files, List<String> commandLine, ReachedIsolation reached) {
    this.files = files;
    this.commandLine = List.copyOf(commandLine);
    this.reached = reached;
  }

  /**
   * Prepares a sandbox and probes it.
   *
   * @param isolation what is asked for; its level is {@link Isolation.Level#SANDBOX}, or {@link
   *     Isolation.Level#EXPORT} with an overlay
   * @param directory the project's directory, without links, which programs start in
   * @param environment the environment of the programs
   * @param overlay what programs see in place of the work tree, if anything
   * @throws IsolationException if the level cannot be reached on this machine
   * @throws InterruptedException if the thread is interrupted
   */
  public static Sandbox open(
      Isolation isolation,
      Path directory,
      Map<String, String> environment,
      Optional<Overlay> overlay)
      throws InterruptedException {
    return SandboxOpener.open(isolation, directory, environment, overlay, Set.of());
  }

  /**
   * Prepares a sandbox in which programs may write to paths of the machine, which are not masked
   * either.
   *
   * @param writable the paths
   * @throws IsolationException if the level cannot be reached on this machine, a path is not there,
   *     or it is in the work tree, or around that or the home directory
   * @throws InterruptedException if the thread is interrupted
   */
  public static Sandbox open(
      Isolation isolation, Path directory, Map<String, String> environment, Set<Path> writable)
      throws InterruptedException {
    return SandboxOpener.open(isolation, directory, environment, Optional.empty(), writable);
  }

  /** Returns the isolation that programs have. */
  public ReachedIsolation reached() {
    return reached;
  }

  /**
   * Returns the command line that starts a program inside. It must be started by {@link
   * OwnedProcess}.
   */
  @Override
  public List<String> commandLine(List<String> program) {
    List<String> line = new ArrayList<>(commandLine);
    line.addAll(program);
    return line;
  }

  @Override
  public Path shared() {
    return files.shared();
  }

  @Override
  public Path inside(Path file) {
    return MountPlan.OWN.resolve(files.shared().relativize(file));
  }

  @Override
  public boolean areContained() {
    return true;
  }

  @Override
  public void close() {
    files.close();
  }
}
