package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.driven.DrivenTask;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository full of traps, beside a directory that nobody may touch. */
public final class HostileProject {

  private static final String SPEC = "specs/loop.yaml";
  private static final List<String> COMMANDS = List.of("sh check.sh", "sh scripts/unit.sh");

  static final List<String> FORBIDDEN = List.of("secrets/**", ".env", "**/*.pem");

  private final Path root;
  private final TestRepository repository;
  private final JGitChangeDetector detector;
  private final Base base;
  private final List<PathPattern> forbidden = FORBIDDEN.stream().map(PathPattern::parse).toList();

  public HostileProject(Path root) {
    this.root = root;
    this.repository = TestRepository.init(root.resolve("project"));
    fill();
    this.detector = JGitChangeDetector.open(repository.root());
    try {
      this.base = detector.resolveBase(BaseRequest.defaults());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fill() {
    outside().write("victim.txt", "untouched").write("deep/victim.txt", "untouched");
    repository
        .write("src/app.txt", "one\n")
        .write("src/a/b/c.txt", "deep\n")
        .write("secrets/key.txt", "k1\n")
        .write("check.sh", "sh scripts/unit.sh\n")
        .write("scripts/unit.sh", "grep -q one src/app.txt\n")
        .write(".loopgen/loopgen.loop.yaml", "loops: []\n")
        .write("specs/loop.yaml", "loops: []\n")
        .write(".loopgen/policy.yaml", "version: 1\n")
        .write(".github/workflows/ci.yml", "on: push\n")
        .write(".gitlab-ci.yml", "include:\n  - local: /ci/build.yml\n")
        .write("ci/build.yml", "a: b\n")
        .write(".gitignore", ".env\nnode_modules/\n*.log\n")
        .write("build/readme.txt", "x\n");
    link("out", outside().root());
    link("src/out", outside().root());
    link("src/a/out", outside().root());
    link("src/a/b/out", outside().root());
    link("src/victim.txt", outside().path("victim.txt"));
    link("src/safe", Path.of("../secrets"));
    addSubmodules();
    repository.commitAll("start");
    repository.write(".env", "TOKEN=1\n").write("node_modules/x/index.js", "x\n");
    TestRepository nested = TestRepository.init(repository.path("nested"));
    nested.write("inner.txt", "inner\n").commitAll("inner");
    try {
      Files.createLink(repository.path("src/hard.txt"), outside().path("victim.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds one submodule that is checked out and one that is not. */
  private void addSubmodules() {
    TestRepository inner = TestRepository.init(repository.path("vendor/lib"));
    String commit = inner.write("inner.txt", "inner\n").commitAll("inner");
    repository.write(
        ".gitmodules",
        "[submodule \"lib\"]\n\tpath = vendor/lib\n\turl = ../lib\n"
            + "[submodule \"empty\"]\n\tpath = vendor/empty\n\turl = ../empty\n");
    try {
      Files.createDirectories(repository.path("vendor/empty"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String path : List.of("vendor/lib", "vendor/empty")) {
      repository.git("update-index", "--add", "--cacheinfo", "160000," + commit + "," + path);
    }
  }

  private void link(String name, Path target) {
    try {
      Files.createSymbolicLink(repository.path(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestRepository repository() {
    return repository;
  }

  TestRepository outside() {
    return TestRepository.at(root.resolve("outside"));
  }

  public TreeSnapshot snapshot() {
    try {
      return detector.snapshot(
          new SnapshotRequest(
              base, PathPatterns.of(forbidden, detector.workTree()), HashingMode.CONTENT));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many guards a confinement has. */
  public int guards() {
    return confinement(null).guards().size();
  }

  /** Returns the confinement, without one of its guards unless the number is negative. */
  public Confinement without(int guard) {
    if (guard < 0) {
      return confinement(null);
    }
    List<PathGuard> rest = new ArrayList<>(confinement(null).guards());
    rest.remove(guard);
    return confinement(rest);
  }

  Confinement confinement(@Nullable List<PathGuard> guards) {
    return new Confinement(
        rules(COMMANDS), snapshot(), ActionLimits.DEFAULT, guards, PathSyntax::names);
  }

  /** Returns a confinement that takes any text for a path that can be one of a repository. */
  Confinement withoutSyntax() {
    return new Confinement(
        rules(COMMANDS),
        snapshot(),
        ActionLimits.DEFAULT,
        null,
        path -> {
          try {
            detector.workTree().inProject(path);
          } catch (IllegalArgumentException none) {
            throw new BlockedException(BlockReason.INVALID_PATH);
          }
          List<String> names = List.of(path.split("/", -1));
          return names.subList(0, Math.min(names.size(), 50));
        });
  }

  /** Returns a confinement that does not know the commands. */
  Confinement withoutCommandFiles() {
    return new Confinement(
        rules(List.of()), snapshot(), ActionLimits.DEFAULT, null, PathSyntax::names);
  }

  private Confinement.Rules rules(List<String> commands) {
    return new Confinement.Rules(
        base,
        detector.workTree(),
        SPEC,
        commands,
        forbidden,
        List.of(PathPattern.parse("build/**")));
  }

  /** Returns what a driven run in this project works on. */
  public DrivenTask task() {
    LoopSpec.Builder loop = LoopSpec.builder("check");
    COMMANDS.forEach(loop::command);
    FORBIDDEN.forEach(loop::forbid);
    try {
      return new DrivenTask(
          "run",
          loop.output("build/**").build(),
          base,
          detector.workTree(),
          repository.root().toRealPath(),
          SPEC,
          PathPatterns.of(forbidden, detector.workTree()),
          snapshot(),
          false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path aside() {
    try {
      return Files.createDirectories(root.resolve("aside"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the files through a handle that does not notice what a real one does. */
  ConfinedFiles careless(Careless.Neglect neglect) throws IOException {
    return new ConfinedFiles(
        confinement(null),
        new Careless(repository.root().toRealPath(), neglect),
        new Careless(aside().toRealPath(), neglect),
        ChangeRecorder.NONE);
  }

  public ConfinedFiles files(Confinement confinement) {
    try {
      return ConfinedFiles.open(
          confinement, repository.root().toRealPath(), aside(), ChangeRecorder.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a digest of everything that no action may change, by path. */
  public Map<String, String> guarded() {
    Map<String, String> all = new TreeMap<>();
    add(outside().root(), all);
    for (String name :
        List.of(
            ".git",
            ".loopgen",
            ".github",
            ".gitlab-ci.yml",
            ".gitignore",
            "ci",
            "specs",
            "out",
            "secrets",
            ".env",
            "check.sh",
            "scripts/unit.sh",
            "node_modules",
            "nested",
            "vendor",
            ".gitmodules",
            "build",
            "src/out",
            "src/victim.txt",
            "src/safe")) {
      add(repository.path(name), all);
    }
    addUnexpected(all);
    return all;
  }

  /** Everything beside the project, and each name in it that did not exist at the start. */
  private void addUnexpected(Map<String, String> all) {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.startsWith("project/") && !name.startsWith("aside"))
          .forEach(name -> all.put("beside " + name, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Stream<Path> files = Files.walk(repository.root())) {
      files
          .map(file -> repository.root().relativize(file).toString())
          .filter(
              name ->
                  !name.matches(
                      "(src/)?(fresh|made).*|src/app\\.txt|src/hard\\.txt|src/a/b/c\\.txt"))
          .forEach(name -> all.put("name " + name, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path start, Map<String, String> all) {
    if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(start)) {
      for (Path file : files.toList()) {
        String name = root.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          all.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          all.put(name, Sha256.hash(Files.readAllBytes(file)).hex());
        } else {
          all.put(name, "directory");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
