package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import dev.loopgen.core.internal.export.Overlay;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.git.GitDirectories;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Prepares a sandbox: reads the facts, plans the mounts, and probes what they give. */
final class SandboxOpener {

  private static final long PROBE_SECONDS = 60;
  private static final int MAX_OUTPUT = 1 << 16;
  private static final String PROBE = "probe";

  private final Bubblewrap bubblewrap;
  private final Processor processor;
  private final PrivateDirectory files;
  private final Isolation isolation;
  private final Path directory;
  private final Map<String, String> environment;
  private final Optional<Overlay> overlay;
  private final Set<Path> writable;

  private SandboxOpener(
      Bubblewrap bubblewrap,
      Processor processor,
      PrivateDirectory files,
      Isolation isolation,
      Path directory,
      Map<String, String> environment,
      Optional<Overlay> overlay,
      Set<Path> writable) {
    this.bubblewrap = bubblewrap;
    this.processor = processor;
    this.files = files;
    this.isolation = isolation;
    this.directory = directory;
    this.environment = environment;
    this.overlay = overlay;
    this.writable = writable;
  }

  /** Opens a sandbox, see {@link Sandbox#open}. */
  static Sandbox open(
      Isolation isolation,
      Path directory,
      Map<String, String> environment,
      Optional<Overlay> overlay,
      Set<Path> writable)
      throws InterruptedException {
    Bubblewrap bubblewrap = BubblewrapFinder.find();
    Processor processor = Processor.current().orElseThrow(SandboxOpener::unknownProcessor);
    try {
      PrivateDirectory files = PrivateDirectory.create();
      boolean opened = false;
      try {
        Sandbox sandbox =
            new SandboxOpener(
                    bubblewrap,
                    processor,
                    files,
                    isolation,
                    directory,
                    environment,
                    overlay,
                    writable)
                .open();
        opened = true;
        return sandbox;
      } finally {
        if (!opened) {
          files.close();
        }
      }
    } catch (IOException e) {
      throw new IsolationException(
          "Commands cannot be isolated, because the sandbox could not be prepared: " + e + ".", e);
    }
  }

  private static IsolationException unknownProcessor() {
    return new IsolationException(
        "Commands cannot be isolated, because the probes have no instructions for this processor ("
            + System.getProperty("os.arch")
            + ").");
  }

  private Sandbox open() throws IOException, InterruptedException {
    try (ProbeTargets targets = ProbeTargets.open(files.path())) {
      List<Path> homes = MachineFactsReader.homes(environment);
      ProjectFacts project =
          exported(
              ProjectFactsReader.read(directory, isolation.readOnly(), homes, files.shared())
                  .hiding(isolation.hidden()));
      MachineFacts machine =
          new MachineFactsReader(environment, homes, isolation.unmasked(), project.root()).read();
      Path empty = Files.createFile(files.shared().resolve("empty"));
      Set<Path> given = WritablePaths.of(writable, project, homes);
      MountPlan plan =
          MountPlan.of(machine, project, files.shared(), empty, caches(machine.caches()), given);
      List<String> line =
          mounted(bubblewrap.commandLine(plan, isolation.network(), project.project()));
      ProbePlan probes =
          ProbePlan.of(
              machine.giving(given),
              project,
              processor,
              targets.port(),
              targets.path(),
              targets.thread());
      files.writeProgram(PROBE, probes.program(processor));
      return new Sandbox(files, line, reached(probes.results(probe(line, probes))));
    }
  }

  /** Shows the export in place of the work tree, with places for what is still the work tree's. */
  private ProjectFacts exported(ProjectFacts project) throws IOException {
    if (overlay.isEmpty()) {
      return project;
    }
    overlay.get().addDirectory(project.root().relativize(project.project()));
    for (Path path : project.readOnly()) {
      if (path.startsWith(project.root()) && project.shows(path)) {
        Path relative = project.root().relativize(path);
        if (Files.isDirectory(path)) {
          overlay.get().addDirectory(relative);
        } else {
          overlay.get().addFile(relative);
        }
      }
    }
    Map<Path, Path> replaced = new LinkedHashMap<>(project.replaced());
    Optional<GitDirectories> repository = GitDirectories.around(project.project());
    if (repository.isPresent()) {
      Path config = repository.get().commonDirectory().resolve("config");
      replaced.put(config, comparing(replaced.getOrDefault(config, config)));
    }
    return project.showing(overlay.get().merged()).replacing(replaced);
  }

  /**
   * Writes git's configuration with the settings under which the index of the work tree fits the
   * export: exported files have other inodes, but the same times of modification.
   */
  private Path comparing(Path config) throws IOException {
    Path copy = files.shared().resolve("config-export");
    byte[] settings =
        "\n[core]\n\tcheckStat = minimal\n\ttrustctime = false\n".getBytes(StandardCharsets.UTF_8);
    Files.write(copy, PlainFile.read(config, PlainFile.SMALL));
    return Files.write(copy, settings, StandardOpenOption.APPEND);
  }

  /** Has the layers mounted first, as this user, who is root in the namespace of the mount. */
  private List<String> mounted(List<String> bubblewrapLine) throws IOException {
    if (overlay.isEmpty()) {
      return bubblewrapLine;
    }
    List<String> line = new ArrayList<>(bubblewrapLine);
    Map<String, Object> owner = Files.readAttributes(files.path(), "unix:uid,gid");
    line.addAll(1, List.of("--uid", "" + owner.get("uid"), "--gid", "" + owner.get("gid")));
    return overlay.get().commandLine(line);
  }

  private Map<Path, Path> caches(List<Path> caches) throws IOException {
    Map<Path, Path> shown = new LinkedHashMap<>();
    if (isolation.copyCaches()) {
      for (Path cache : caches) {
        shown.put(
            cache, bubblewrap.hasOverlays() ? cache : files.copy(cache, "cache-" + shown.size()));
      }
    }
    return shown;
  }

  /** Runs the probes the way commands are run; returns the output of their program. */
  private byte[] probe(List<String> commandLine, ProbePlan probes)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(commandLine);
    line.add(MountPlan.OWN.resolve(PROBE).toString());
    Path output = files.path().resolve("output");
    Path messages = files.path().resolve("messages");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = OwnedProcess.start(builder);
    try {
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        throw new IsolationException(
            "Commands cannot be isolated, because the probes of the sandbox did not end.");
      }
    } finally {
      process.destroyForcibly();
    }
    byte[] results = PlainFile.read(output, MAX_OUTPUT);
    if (process.exitValue() != 0 || results.length != probes.outputLength()) {
      byte[] said = PlainFile.read(messages, MAX_OUTPUT);
      throw new IsolationException(
          "Commands cannot be isolated, because the sandbox does not start. "
              + IsolationObstacles.explain(new String(said, StandardCharsets.UTF_8)));
    }
    return results;
  }

  private ReachedIsolation reached(List<ProbeResult> results) {
    String open =
        results.stream()
            .filter(result -> result.probe().isNeeded(isolation.network()))
            .filter(result -> !result.outcome().isContained())
            .map(result -> result.probe().id() + " (" + result.detail() + ")")
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw new IsolationException(
          "Commands cannot be isolated, because these probes of the sandbox were not refused: "
              + open
              + ".");
    }
    return new ReachedIsolation(
        overlay.isPresent() ? Isolation.Level.EXPORT : Isolation.Level.SANDBOX,
        isolation.network(),
        Bubblewrap.NAME,
        bubblewrap.version(),
        results);
  }
}
