package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is tried from inside of a sandbox before the first command. */
final class ProbePlan {

  /** The most paths that a probe is tried on. */
  private static final int MAX_PATHS = 16;

  /** How deep a file is looked for in a directory with credentials. */
  private static final int MAX_DEPTH = 3;

  private final List<ProbeAttempt> attempts;

  private ProbePlan(List<ProbeAttempt> attempts) {
    this.attempts = List.copyOf(attempts);
  }

  /**
   * Plans the probes.
   *
   * @param port a TCP port of this machine that accepts connections
   * @param socket a UNIX domain socket of this machine that accepts connections
   * @param process a process outside
   */
  static ProbePlan of(
      MachineFacts machine,
      ProjectFacts project,
      Processor processor,
      int port,
      Path socket,
      long process) {
    List<ProbeAttempt> attempts = new ArrayList<>();
    List<Path> guarded = new ArrayList<>(List.of(MountPlan.OWN));
    project.readOnly().stream().limit(MAX_PATHS).forEach(guarded::add);
    for (Path path : guarded) {
      attempts.add(ProbeAttempt.remount(path));
      attempts.add(ProbeAttempt.unmount(path));
      if (path.equals(MountPlan.OWN) || Files.isDirectory(path)) {
        attempts.add(ProbeAttempt.createIn(path, processor));
      }
    }
    attempts.add(ProbeAttempt.tcp(port));
    attempts.add(ProbeAttempt.unixSocket(socket));
    credentials(machine, project).forEach(file -> attempts.add(ProbeAttempt.credential(file)));
    machine.homes().stream()
        .filter(home -> !home.startsWith(project.root()))
        .forEach(home -> attempts.add(ProbeAttempt.createInHome(home, processor)));
    attempts.add(ProbeAttempt.terminal());
    attempts.add(ProbeAttempt.environment(process));
    attempts.add(ProbeAttempt.signal());
    attempts.add(ProbeAttempt.kernelSetting());
    attempts.add(ProbeAttempt.nestedNamespace()); // last, because it could change what others may
    return new ProbePlan(attempts);
  }

  /** Returns the program that makes the attempts. */
  byte[] program(Processor processor) {
    return ProbeProgram.assemble(
        processor, attempts.stream().flatMap(attempt -> attempt.calls().stream()).toList());
  }

  /** Returns the length of the program's output. */
  int outputLength() {
    return Long.BYTES * attempts.stream().mapToInt(attempt -> attempt.calls().size()).sum();
  }

  /**
   * Judges the output of the program: one result for each attempt, and one for each probe that
   * there was nothing to try on.
   */
  List<ProbeResult> results(byte[] output) {
    ByteBuffer numbers = ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN);
    List<ProbeResult> results = new ArrayList<>();
    Set<Probe> absent = EnumSet.of(Probe.CREDENTIAL, Probe.HOME_WRITE);
    for (ProbeAttempt attempt : attempts) {
      absent.remove(attempt.probe());
      results.add(attempt.result(attempt.calls().stream().map(call -> numbers.getLong()).toList()));
    }
    absent.forEach(
        probe -> results.add(new ProbeResult(probe, Outcome.ABSENT, "nothing to try it on")));
    return results;
  }

  /** Returns files outside that hold something and that this process may read. */
  private static List<Path> credentials(MachineFacts machine, ProjectFacts project) {
    Stream<Path> masked = machine.masked().stream().map(MachineFacts.MaskedPath::path);
    return Stream.concat(project.hidden().stream(), masked)
        .flatMap(path -> fileIn(path).stream())
        .limit(MAX_PATHS)
        .toList();
  }

  private static List<Path> fileIn(Path path) {
    try (Stream<Path> files = Files.walk(path, MAX_DEPTH)) {
      return files.filter(ProbePlan::isReadable).limit(1).toList();
    } catch (IOException | UncheckedIOException notReadable) {
      return List.of();
    }
  }

  private static boolean isReadable(Path file) {
    try {
      return Files.isRegularFile(file) && Files.isReadable(file) && Files.size(file) > 0;
    } catch (IOException gone) {
      return false;
    }
  }
}
