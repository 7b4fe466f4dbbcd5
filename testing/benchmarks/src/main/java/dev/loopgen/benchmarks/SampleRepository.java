package dev.loopgen.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A repository of 100,000 tracked files, of which 200 are changed, plus 1,000 untracked and 50,000
 * ignored ones. The bytes are always the same.
 */
final class SampleRepository {

  /** The loop whose patterns name fixed places, so that ignored directories stay closed. */
  static final String ANCHORED = "anchored";

  /** The loop with a pattern for any depth, which opens every ignored directory. */
  static final String ANY_DEPTH = "any-depth";

  /** The loop with the patterns that npm loopgen writes into a new spec. */
  static final String NPM_DEFAULTS = "npm-defaults";

  static final List<String> ANCHORED_PATTERNS = List.of("/.env", "/secrets", "/config/prod/*.yaml");
  static final List<String> ANY_DEPTH_PATTERNS = List.of("/.env", "/secrets", "**/*.pem");
  static final List<String> NPM_PATTERNS =
      List.of(
          ".env", ".env.*", "secrets/**", "production/**", "**/*prod*secret*", "**/*credential*");

  private static final String COMPLETE = "loopgen-benchmark-2";
  private static final int MODULES = 100;
  private static final int PACKAGES = 10;
  private static final int FILES = 100;
  private static final int CHANGED_EVERY = 500;
  private static final int UNTRACKED = 10;
  private static final int CLASSES = 50;
  private static final int MIN_SIZE = 200;
  private static final int MORE_SIZE = 5000;

  private final Path root;
  private final int modules;

  private SampleRepository(Path root, int modules) {
    this.root = root;
    this.modules = modules;
  }

  /** Returns the repository, below the directory that a property names; creates it on first use. */
  static Path open() {
    return open("large", MODULES);
  }

  /** Returns one with a tenth of these files. */
  static Path small() {
    return open("small", MODULES / 10);
  }

  /** Returns one without any of these files, for measuring the start of a program. */
  static Path tiny() {
    return open("tiny", 0);
  }

  /** Removes what runs leave in the project, so that the next one is the first of its ledger. */
  static void forgetRuns(Path project) throws IOException {
    Path outputs = project.resolve(".loopgen");
    try (Stream<Path> left = Files.walk(outputs)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(outputs) && !path.endsWith("loopgen.loop.yaml")) {
          Files.delete(path);
        }
      }
    }
  }

  private static Path open(String name, int modules) {
    String cache = System.getProperty("java.io.tmpdir") + "/loopgen-benchmarks";
    Path root = Path.of(System.getProperty("loopgen.cache", cache), name).toAbsolutePath();
    try {
      if (!Files.exists(root.resolve(".git").resolve(COMPLETE))) {
        if (Files.exists(root)) {
          throw new IllegalStateException(
              root + " exists but is incomplete. Remove it, or name another one.");
        }
        new SampleRepository(root, modules).make();
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make() throws IOException {
    Files.createDirectories(root);
    git(BenchmarkProcesses.Input.NONE, "init", "-q", "-b", "main");
    git(this::writeCommit, "fast-import", "--quiet");
    git(BenchmarkProcesses.Input.NONE, "reset", "-q", "--hard");
    change();
    addUntracked();
    addIgnored();
    pause();
    git(BenchmarkProcesses.Input.NONE, "reset", "-q", "--mixed");
    Files.createFile(root.resolve(".git").resolve(COMPLETE));
  }

  /** Waits, so that every file is older than the index. */
  private static void pause() {
    try {
      Thread.sleep(1500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void git(BenchmarkProcesses.Input input, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    BenchmarkProcesses.run(root, input, List.of(command));
  }

  private void writeCommit(OutputStream out) throws IOException {
    print(out, "commit refs/heads/main\n");
    print(out, "committer Sample <sample@example.org> 1700000000 +0000\ndata 6\nSample\n");
    write(out, ".gitignore", "build/\n*.log\n".getBytes(StandardCharsets.US_ASCII));
    write(out, ".gitattributes", "*.java text\n".getBytes(StandardCharsets.US_ASCII));
    write(out, ".loopgen/loopgen.loop.yaml", spec().getBytes(StandardCharsets.US_ASCII));
    write(out, "README.md", "A sample.\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < modules * PACKAGES * FILES; i++) {
      write(out, name(i), content(i));
    }
  }

  private static void write(OutputStream out, String name, byte[] content) throws IOException {
    print(out, "M 100644 inline " + name + "\ndata " + content.length + "\n");
    out.write(content);
    print(out, "\n");
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String name(int i) {
    return String.format(
        "module-%03d/src/main/java/org/example/pkg%02d/Sample%03d.java",
        i / (PACKAGES * FILES), i / FILES % PACKAGES, i % FILES);
  }

  private static byte[] content(int i) {
    SplittableRandom random = new SplittableRandom(i);
    byte[] content = new byte[MIN_SIZE + random.nextInt(MORE_SIZE)];
    for (int at = 0; at < content.length; at++) {
      content[at] = (byte) (at % 40 == 39 ? '\n' : 'a' + random.nextInt(26));
    }
    return content;
  }

  private static String spec() {
    return "loops:\n"
        + loop(ANCHORED, ANCHORED_PATTERNS)
        + loop(ANY_DEPTH, ANY_DEPTH_PATTERNS)
        + loop(NPM_DEFAULTS, NPM_PATTERNS);
  }

  private static String loop(String id, List<String> patterns) {
    StringBuilder loop = new StringBuilder("  - id: " + id + "\n    title: " + id + "\n");
    loop.append("    verification:\n      commands:\n        - \"true\"\n");
    loop.append("    stopCriteria:\n      timeoutMinutes: 1\n");
    loop.append("    permissions:\n      forbiddenPaths:\n");
    patterns.forEach(pattern -> loop.append("        - \"").append(pattern).append("\"\n"));
    return loop.toString();
  }

  private void change() throws IOException {
    for (int i = 0; i < modules * PACKAGES * FILES; i += CHANGED_EVERY) {
      Files.writeString(root.resolve(name(i)), "changed\n", StandardOpenOption.APPEND);
    }
  }

  private void addUntracked() throws IOException {
    for (int module = 0; module < modules; module++) {
      Path notes = root.resolve(String.format("module-%03d/notes", module));
      Files.createDirectories(notes);
      for (int i = 0; i < UNTRACKED; i++) {
        Files.write(notes.resolve("note-" + i + ".md"), content(-1 - module * UNTRACKED - i));
      }
    }
  }

  private void addIgnored() throws IOException {
    byte[] content = Arrays.copyOf(content(0), MIN_SIZE);
    for (int directory = 0; directory < modules * PACKAGES; directory++) {
      Path classes =
          root.resolve(
              String.format(
                  "module-%03d/build/classes/pkg%02d", directory / PACKAGES, directory % PACKAGES));
      Files.createDirectories(classes);
      for (int i = 0; i < CLASSES; i++) {
        Files.write(classes.resolve("Sample" + i + ".class"), content);
      }
    }
  }
}
