package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trees at random, of which git itself says what belongs to them. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class GitDifferenceTest {

  private static final int TREES = Boolean.getBoolean("loopgen.soak") ? 2000 : 12;
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "a.o", "[a]", "!", "%E9", "c d");
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "/",
          "*",
          "**",
          "?",
          "[ab]",
          "[!/]",
          "[a/b]",
          "[^a]",
          "[[:alpha:]]",
          "[[:bad:]]",
          "[]a]",
          "[a-",
          "[b-a]",
          "\\",
          "\\*",
          " ",
          "!",
          "#",
          ".o",
          "\u00e9",
          "//",
          "/**",
          "**/",
          "/**/",
          "\t");
  private static final List<String> TORTURE =
      List.of(
          "[!/]",
          "/[a/b]",
          "a**/[ab]",
          "**//",
          "**/",
          "/",
          "!",
          "a/",
          "/a",
          "a/**",
          "**/a",
          "*/a",
          "[[:alpha:]]",
          "[[:print:]]",
          "[^[:alnum:]]",
          "a\\",
          "\\a",
          "a ",
          "a\\ ",
          "!a",
          "!/a/b",
          "*",
          "*.o",
          "!*.o",
          "ab/*",
          "!ab/a");

  @TempDir private Path root;

  @Test
  void ignoreRules_atRandom_areGits() throws Exception {
    List<String> differences = new ArrayList<>();
    for (int seed = 0; seed < TREES; seed++) {
      Random random = new Random(seed);
      TestRepository repository = TestRepository.init(root.resolve("i" + seed));
      fill(repository.root(), random, 3);
      compare("ignore " + seed, repository, differences);
      delete(repository.root());
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void nestedRepositories_atRandom_areGits() throws Exception {
    List<String> differences = new ArrayList<>();
    for (int seed = 0; seed < TREES; seed++) {
      Random random = new Random(seed);
      TestRepository repository = TestRepository.init(root.resolve("n" + seed));
      fill(repository.root(), random, 3);
      nest(repository, random);
      compare("nested " + seed, repository, differences);
      delete(repository.root());
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void lineEnds_atRandom_areGitsWhereACheckoutGivesTheSameBytes() throws Exception {
    List<String> differences = new ArrayList<>();
    for (int seed = 0; seed < TREES; seed++) {
      Random random = new Random(seed);
      TestRepository repository = TestRepository.init(root.resolve("l" + seed));
      lineEnds(repository, random);
      compareLineEnds("line ends " + seed, repository, differences);
      delete(repository.root());
    }
    assertThat(differences).isEmpty();
  }

  private static void fill(Path directory, Random random, int depth) throws IOException {
    Files.createDirectories(directory);
    if (random.nextInt(3) > 0) {
      StringBuilder rules = new StringBuilder();
      for (int i = random.nextInt(5); i >= 0; i--) {
        rules.append(rule(random)).append(random.nextInt(8) == 0 ? "\r\n" : "\n");
      }
      byte[] bytes = rules.toString().getBytes(StandardCharsets.ISO_8859_1);
      Files.write(directory.resolve(".gitignore"), bytes);
    }
    for (String name : NAMES) {
      int kind = random.nextInt(4);
      Path child = Path.of(URI.create(directory.toUri() + encoded(name)));
      if (kind == 0 && depth > 0) {
        fill(child, random, depth - 1);
      } else if (kind < 3) {
        Files.writeString(child, "x");
      }
    }
  }

  private static String encoded(String name) {
    return name.replace("[", "%5B").replace("]", "%5D").replace(" ", "%20");
  }

  private static String rule(Random random) {
    if (random.nextBoolean()) {
      return TORTURE.get(random.nextInt(TORTURE.size()));
    }
    StringBuilder rule = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      rule.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return rule.toString();
  }

  private static void nest(TestRepository outer, Random random) throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.walk(outer.root())) {
      directories =
          all.filter(Files::isDirectory)
              .filter(path -> !path.startsWith(outer.root().resolve(".git")))
              .filter(path -> !path.equals(outer.root()))
              .filter(path -> ContentHasher.isAscii(path.toString()))
              .sorted()
              .toList();
    }
    for (Path directory : directories) {
      if (random.nextInt(3) == 0 && Files.notExists(directory.resolve(".git"))) {
        TestRepository.at(directory).sh("git init -q; git commit -q --allow-empty -m x");
      }
    }
  }

  private static void lineEnds(TestRepository repository, Random random) throws IOException {
    List<String> auto = List.of("true", "input", "false");
    repository.git("config", "core.autocrlf", auto.get(random.nextInt(3)));
    repository.git("config", "core.safecrlf", "false");
    if (random.nextBoolean()) {
      repository.git("config", "core.eol", random.nextBoolean() ? "crlf" : "lf");
    }
    List<String> attributes =
        List.of(
            "* text=auto",
            "* text",
            "* -text",
            "* binary",
            "a* eol=crlf",
            "a* eol=lf",
            "b* text=auto eol=crlf",
            "b* text=auto eol=lf",
            "* crlf",
            "* -crlf",
            "* crlf=input",
            "a* !text",
            "b* text=other");
    StringBuilder file = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      file.append(attributes.get(random.nextInt(attributes.size()))).append('\n');
    }
    repository.write(".gitattributes", file.toString()).commitAll("attributes");
    List<String> parts = List.of("x", "\n", "\r\n", "\r\n", "\r", "\0", "word", "\u001a", "\u0001");
    for (String name : List.of("a1", "a2", "b1", "b2", "c1", "c2")) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        text.append(parts.get(random.nextInt(random.nextBoolean() ? 4 : parts.size())));
      }
      repository.write(name, text.toString());
    }
  }

  private static void compare(String tree, TestRepository repository, List<String> differences)
      throws Exception {
    repository.git("-c", "advice.addEmbeddedRepo=false", "add", "-A");
    List<String> staged = staged(repository);
    repository.sh("rm -f .git/index");
    List<String> judged = judged(snapshot(repository));
    if (!judged.equals(staged)) {
      differences.add(tree + ": git has " + staged + " and we have " + judged);
    }
  }

  /** A difference is explained where git's own checkout of its blob is not what is on disk. */
  private static void compareLineEnds(
      String tree, TestRepository repository, List<String> differences) throws Exception {
    TreeSnapshot snapshot = snapshot(repository);
    repository.git("add", "-A");
    List<String> staged = staged(repository);
    for (String line : judged(snapshot)) {
      String path = line.substring(line.indexOf('\t') + 1);
      if (!staged.contains(line)) {
        boolean same =
            repository
                .sh(
                    "git cat-file --filters :"
                        + path
                        + " | cmp -s - "
                        + path
                        + " && echo same || :")
                .equals("same");
        boolean named = snapshot.unrendered().containsKey(RepoPath.of(path));
        if (same || !named) {
          differences.add(tree + ": " + line + " is not in " + staged);
        }
      }
    }
  }

  private static TreeSnapshot snapshot(TestRepository repository) throws InterruptedException {
    JGitChangeDetector detector = JGitChangeDetector.open(repository.root());
    PathPatterns nothing = PathPatterns.of(List.of(), detector.workTree());
    return detector.snapshot(
        new SnapshotRequest(detector.headBase(), nothing, HashingMode.CONTENT));
  }

  private static List<String> judged(TreeSnapshot snapshot) {
    List<String> lines = new ArrayList<>();
    snapshot
        .entries()
        .forEach(
            (path, entry) -> {
              String name = new String(path.bytes(), StandardCharsets.ISO_8859_1);
              lines.add(entry.mode().octal() + " " + entry.id().hex() + "\t" + name);
            });
    return lines;
  }

  private static List<String> staged(TestRepository repository) {
    String latin =
        repository.sh(
            "git ls-files -s -z | tr '\\000\\200-\\377' '\\n\\200-\\377' | od -An -v -tx1");
    StringBuilder text = new StringBuilder();
    for (String hex : latin.strip().split("\\s+")) {
      if (!hex.isEmpty()) {
        text.append((char) Integer.parseInt(hex, 16));
      }
    }
    return text.toString().lines().map(line -> line.replaceFirst(" 0\t", "\t")).toList();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
