package dev.loopgen.benchmarks;

import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares what people run without options with npm loopgen, or with {@code git status}: programs
 * take turns, and medians are compared. Two properties name what is not part of this repository:
 * {@code loopgen.npm} the {@code dist/cli.js} of a built npm loopgen, and {@code loopgen.newer.jdk}
 * the home of another JDK; rows that need one are left out without it.
 */
final class DefaultsComparison {

  private static final int WARM_UP = Integer.getInteger("loopgen.warmup", 1);
  private static final int ROUNDS = Integer.getInteger("loopgen.rounds", 11);
  private static final int WARM_UP_OF_THIS_JVM = 10;
  private static final String NEWER_JDK = System.getProperty("loopgen.newer.jdk", "");
  private static final String NPM = System.getProperty("loopgen.npm", "");

  private final Path launcher;
  private final PrintStream out;

  private DefaultsComparison(Path launcher, PrintStream out) {
    this.launcher = launcher;
    this.out = out;
  }

  /** What is measured together, in the order of the table. */
  private enum Group {
    VERSION("`--version`"),
    DRY_RUN("`run --dry-run`, four files"),
    RUN("`run`, 100,000 files"),
    STAT("`run --hashing STAT`, 100,000 files"),
    EMBEDDED("`LoopRunner.run`, warm, 100,000 files");

    private final String title;

    Group(String title) {
      this.title = title;
    }
  }

  /** One of the programs that take turns. */
  private interface Contestant {

    ProcessUsage run() throws IOException, InterruptedException;
  }

  /**
   * Measures and prints a table for each group.
   *
   * @param groups the names of the groups; all if empty
   */
  static void print(Path launcher, List<String> groups, PrintStream out)
      throws IOException, InterruptedException {
    List<Group> chosen =
        groups.stream()
            .map(name -> Group.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
            .toList();
    for (Group group : chosen.isEmpty() ? Arrays.asList(Group.values()) : chosen) {
      new DefaultsComparison(launcher, out).print(group);
    }
  }

  private void print(Group group) throws IOException, InterruptedException {
    boolean small = group == Group.VERSION || group == Group.DRY_RUN;
    Path project = small ? SampleRepository.tiny() : SampleRepository.open();
    Map<String, Contestant> contestants =
        switch (group) {
          case VERSION -> starts(project, "--version");
          case DRY_RUN -> starts(project, run("--dry-run"));
          case RUN -> starts(project, run());
          case STAT -> statRuns(project);
          case EMBEDDED -> embeddedRuns(project);
        };
    compare(group.title, project, contestants);
  }

  private static String[] run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", SampleRepository.NPM_DEFAULTS, "."));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  /** Returns npm loopgen as the reference, then ours, with the same arguments. */
  private Map<String, Contestant> starts(Path directory, String... arguments) {
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    if (!NPM.isEmpty()) {
      contestants.put("npm loopgen", npm(directory, arguments));
    }
    String own = System.getProperty("java.home");
    contestants.put(
        "launcher, JDK " + Runtime.version().feature(), ours(own, directory, arguments));
    if (!NEWER_JDK.isEmpty()) {
      contestants.put("launcher, newer JDK", ours(NEWER_JDK, directory, arguments));
    }
    return contestants;
  }

  private Map<String, Contestant> statRuns(Path root) {
    List<String> status = List.of("git", "status", "--porcelain=v2", "-z", "--untracked-files=all");
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    contestants.put(
        "`git status`", () -> ProcessUsage.of(BenchmarkProcesses.builder(root, status), 0));
    contestants.put(
        "launcher", ours(System.getProperty("java.home"), root, run("--hashing", "STAT")));
    return contestants;
  }

  private Map<String, Contestant> embeddedRuns(Path root) throws IOException, InterruptedException {
    Contestant embedded = () -> ProcessUsage.ofThisProcess(() -> runHere(root));
    for (int run = 0; run < WARM_UP_OF_THIS_JVM; run++) {
      SampleRepository.forgetRuns(root);
      embedded.run();
    }
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    if (!NPM.isEmpty()) {
      contestants.put("npm loopgen", npm(root, run()));
    }
    contestants.put("embedded", embedded);
    return contestants;
  }

  private static void runHere(Path root) throws InterruptedException {
    LoopRunner runner = Loopgen.runner(root).build();
    if (!runner.run(RunRequest.of(SampleRepository.NPM_DEFAULTS)).passed()) {
      throw new IllegalStateException("The run did not pass.");
    }
  }

  private static Contestant npm(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", Path.of(NPM).toAbsolutePath() + ""));
    command.addAll(List.of(arguments));
    return () -> ProcessUsage.of(BenchmarkProcesses.builder(directory, command), 0);
  }

  private Contestant ours(String javaHome, Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return () -> {
      ProcessBuilder builder = BenchmarkProcesses.builder(directory, command);
      builder.environment().put("JAVA_HOME", javaHome);
      return ProcessUsage.of(builder, 0);
    };
  }

  /** Lets them take turns, and compares the medians with those of the first. */
  private void compare(String title, Path project, Map<String, Contestant> contestants)
      throws IOException, InterruptedException {
    Map<String, List<ProcessUsage>> measured = new LinkedHashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
        SampleRepository.forgetRuns(project);
        ProcessUsage used = contestant.getValue().run();
        if (round >= WARM_UP) {
          measured.computeIfAbsent(contestant.getKey(), none -> new ArrayList<>()).add(used);
        }
      }
    }
    out.printf("%n| %s | s | processor s | peak MB | of the first, s | processor |%n", title);
    out.println("|---|---:|---:|---:|---:|---:|");
    List<ProcessUsage> reference = measured.values().iterator().next();
    measured.forEach((name, runs) -> row(name, runs, reference));
  }

  private void row(String name, List<ProcessUsage> runs, List<ProcessUsage> reference) {
    double seconds = median(runs, ProcessUsage::seconds);
    double busy = median(runs, ProcessUsage::processorSeconds);
    double peak = median(runs, ProcessUsage::peakMegabytes);
    out.printf(
        "| %s | %.3f | %.2f | %s | %.2f | %.2f |%n",
        name,
        seconds,
        busy,
        Double.isNaN(peak) ? "" : Math.round(peak),
        seconds / median(reference, ProcessUsage::seconds),
        busy / median(reference, ProcessUsage::processorSeconds));
  }

  private static double median(List<ProcessUsage> runs, ToDoubleFunction<ProcessUsage> part) {
    double[] sorted = runs.stream().mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
