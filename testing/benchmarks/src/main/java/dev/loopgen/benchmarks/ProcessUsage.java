package dev.loopgen.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program used from its start to its exit (Linux only).
 *
 * @param seconds the time by the clock
 * @param processorSeconds the processor time, that of its ended children included, to 10 ms
 * @param peakMegabytes the peak of its own resident memory, seen every few milliseconds
 */
record ProcessUsage(double seconds, double processorSeconds, double peakMegabytes) {

  private static final int PAUSE_MILLIS = 5;
  private static final double TICKS_PER_SECOND = 100;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGABYTES_PER_KIBIBYTE = 1.024 / 1000;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  /** Work in this process. */
  interface Work {

    void run() throws IOException, InterruptedException;
  }

  /**
   * Runs a program to its end and drops its output. This process must start no other meanwhile.
   *
   * @param worstExit the highest exit code that is a result
   */
  static ProcessUsage of(ProcessBuilder program, int worstExit)
      throws IOException, InterruptedException {
    double before = ofChildren();
    long start = System.nanoTime();
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    Thread output = new Thread(() -> drop(process), "output");
    output.start();
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    long peak = 0;
    while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(status));
    }
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    output.join();
    if (process.exitValue() > worstExit) {
      throw new IllegalStateException(program.command() + " ended with " + process.exitValue());
    }
    return new ProcessUsage(seconds, ofChildren() - before, peak * MEGABYTES_PER_KIBIBYTE);
  }

  /** Runs work in this process, whose memory says nothing about it. */
  static ProcessUsage ofThisProcess(Work work) throws IOException, InterruptedException {
    double before = own() + ofChildren();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return new ProcessUsage(seconds, own() + ofChildren() - before, Double.NaN);
  }

  private static double own() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / NANOS_PER_SECOND
        : 0;
  }

  /** Returns the processor time of all children that have ended, and of theirs. */
  private static double ofChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
  }

  private static void drop(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long peak(Path status) throws IOException {
    try {
      Matcher peak = PEAK.matcher(Files.readString(status));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException ended) {
      if (Files.exists(status)) {
        throw ended;
      }
      return 0;
    }
  }
}
