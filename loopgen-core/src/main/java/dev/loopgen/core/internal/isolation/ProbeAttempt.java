package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An attempt to get out, as system calls.
 *
 * @param probe what is tried
 * @param target what it is tried on, for people; no path of this machine, because ledgers are
 *     public
 * @param calls the calls, of which each may be the one that is refused
 * @param refusals the reasons that isolation gives
 */
record ProbeAttempt(Probe probe, String target, List<SystemCall> calls, Set<Errno> refusals) {

  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final Path SETTING = Path.of("/proc/sys/kernel/core_pattern");

  ProbeAttempt {
    calls = List.copyOf(calls);
    refusals = Set.copyOf(refusals);
  }

  static ProbeAttempt remount(Path mount) {
    return of(Probe.REMOUNT, mount, SystemCall.remount(mount), Errno.EPERM, Errno.EACCES);
  }

  static ProbeAttempt unmount(Path mount) {
    return of(Probe.UNMOUNT, mount, SystemCall.unmount(mount), Errno.EPERM, Errno.EACCES);
  }

  static ProbeAttempt createIn(Path directory, Processor processor) {
    return of(
        Probe.PROTECTED_WRITE,
        directory,
        SystemCall.create(directory, processor),
        Errno.EROFS,
        Errno.EACCES);
  }

  static ProbeAttempt createInHome(Path home, Processor processor) {
    return new ProbeAttempt(
        Probe.HOME_WRITE,
        "the home directory",
        List.of(SystemCall.create(home, processor)),
        EnumSet.of(Errno.EROFS, Errno.EACCES));
  }

  static ProbeAttempt nestedNamespace() {
    return new ProbeAttempt(
        Probe.NESTED_NAMESPACE,
        "user and mount namespace",
        List.of(SystemCall.nestNamespaces()),
        EnumSet.of(Errno.EPERM, Errno.EACCES, Errno.ENOSPC, Errno.EUSERS));
  }

  static ProbeAttempt tcp(int port) {
    return new ProbeAttempt(
        Probe.TCP,
        "127.0.0.1",
        List.of(SystemCall.socket(false), SystemCall.connect(port)),
        EnumSet.of(
            Errno.ECONNREFUSED, Errno.ENETUNREACH, Errno.EACCES, Errno.EPERM, Errno.EAFNOSUPPORT));
  }

  static ProbeAttempt unixSocket(Path socket) {
    return new ProbeAttempt(
        Probe.UNIX_SOCKET,
        "a socket of this machine",
        List.of(SystemCall.socket(true), SystemCall.connect(socket)),
        EnumSet.of(
            Errno.ENOENT,
            Errno.ENOTDIR,
            Errno.ECONNREFUSED,
            Errno.EACCES,
            Errno.EPERM,
            Errno.EAFNOSUPPORT));
  }

  /** Reads a file with a credential, which is absent or empty inside. */
  static ProbeAttempt credential(Path file) {
    return new ProbeAttempt(
        Probe.CREDENTIAL,
        "a file with a credential",
        List.of(SystemCall.open(file), SystemCall.read()),
        EnumSet.of(Errno.ENOENT, Errno.EACCES, Errno.EPERM));
  }

  static ProbeAttempt terminal() {
    return of(
        Probe.TERMINAL,
        TERMINAL,
        SystemCall.openToReadAndWrite(TERMINAL),
        Errno.ENXIO,
        Errno.ENOENT);
  }

  static ProbeAttempt environment(long process) {
    Path file = Path.of("/proc", Long.toString(process), "environ");
    return new ProbeAttempt(
        Probe.ENVIRONMENT,
        "the process of loopgen",
        List.of(SystemCall.open(file)),
        EnumSet.of(Errno.ENOENT, Errno.ESRCH));
  }

  static ProbeAttempt signal() {
    return new ProbeAttempt(
        Probe.SIGNAL, "any process", List.of(SystemCall.signalAny()), EnumSet.of(Errno.ESRCH));
  }

  static ProbeAttempt kernelSetting() {
    return of(
        Probe.KERNEL_SETTING,
        SETTING,
        SystemCall.openToWrite(SETTING),
        Errno.EROFS,
        Errno.EACCES,
        Errno.EPERM,
        Errno.ENOENT);
  }

  private static ProbeAttempt of(Probe probe, Path target, SystemCall call, Errno... refusals) {
    return new ProbeAttempt(
        probe, String.valueOf(target.getFileName()), List.of(call), Set.of(refusals));
  }

  /** Judges the results of the calls. */
  ProbeResult result(List<Long> results) {
    for (long result : results) {
      if (Errno.isFailure(result)) {
        Optional<Errno> errno = Errno.of(result);
        Outcome outcome =
            errno.filter(refusals::contains).isPresent() ? Outcome.BLOCKED : Outcome.UNCLEAR;
        String reason =
            errno.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("error " + -result);
        return new ProbeResult(probe, outcome, target + ": " + reason);
      }
    }
    boolean empty = probe == Probe.CREDENTIAL && results.get(results.size() - 1) == 0;
    return empty
        ? new ProbeResult(probe, Outcome.BLOCKED, target + ": empty")
        : new ProbeResult(probe, Outcome.OPEN, target);
  }
}
