package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the launcher with a Java that prints its arguments and a script that saves nothing. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("src", "main", "launcher", "loopgen");
  private static final String VERSION = "17.0.15+6";
  private static final String MISSING = "-Dloopgen.archive.missing=";

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private Path place = Path.of("");
  private Path java = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void install() throws IOException {
    mode(directory, "rwxr-xr-x");
    directory = directory.toRealPath();
    place = Files.createDirectories(directory.resolve("place of the jar"));
    java = directory.resolve("jdk");
    cache = Files.createDirectories(directory.resolve("cache"));
    Files.copy(LAUNCHER, place.resolve("loopgen"));
    mode(place.resolve("loopgen"), "rwxr-xr-x");
    Files.writeString(place.resolve("loopgen.jar"), "a jar");
    id("abc123", directory.resolve("elsewhere"));
    script(java.resolve("bin/java"), "printf '%s\\n' \"$@\"");
    release(VERSION);
    saving("echo saved >> '" + log() + "'; echo archive > \"$2\"");
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", java.toString());
    environment.put("HOME", directory.toString());
    environment.put("XDG_CACHE_HOME", cache.toString());
  }

  @Test
  void archiveBesideTheJar_isUsedWhereItWasMade() throws Exception {
    id("abc123", place);
    Files.writeString(place.resolve("loopgen.jsa"), "archive");

    assertThat(start()).contains("-XX:SharedArchiveFile=" + place.resolve("loopgen.jsa"));
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void copiedLauncher_savesOnce() throws Exception {
    String archive = archive(start());

    assertThat(archive).startsWith(cache.toString());
    assertThat(archive(start())).isEqualTo(archive);
    assertThat(log()).hasContent("saved");
    assertThat(Files.getPosixFilePermissions(Path.of(archive)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(classes()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void heap_isLimited_asTheEnvironmentSays() throws Exception {
    assertThat(start()).contains("-Xmx1g");
    environment.put("LOOPGEN_HEAP", "300m");
    assertThat(start()).contains("-Xmx300m").doesNotContain("-Xmx1g");
  }

  @Test
  void otherJavaAndOtherJar_haveArchivesOfTheirOwn() throws Exception {
    String first = archive(start());
    release("17.0.16+1");
    String second = archive(start());
    id("def456", directory.resolve("elsewhere"));
    String third = archive(start());

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(Files.readAllLines(log())).hasSize(3);
  }

  @Test
  void newerJava_getsItsOwnKindOfCache() throws Exception {
    release("25.0.3+9-LTS");

    assertThat(start())
        .anyMatch(argument -> argument.matches("-XX:AOTCache=/.*/loopgen\\.aot"))
        .noneMatch(argument -> argument.startsWith("-Xshare"));
  }

  @Test
  void startsAtOnce_saveOnce() throws Exception {
    Path go = directory.resolve("go");
    saving("while [ ! -e '" + go + "' ]; do :; done; echo archive > \"$2\"");
    Process first = process("--version").start();
    while (locks().isEmpty()) {
      assertThat(first.isAlive()).isTrue();
    }

    assertThat(start()).anyMatch(argument -> argument.startsWith(MISSING));
    Files.createFile(go);
    assertThat(archive(arguments(first))).startsWith(cache.toString());
    assertThat(locks()).isEmpty();
    assertThat(archive(start())).startsWith(cache.toString());
  }

  @Test
  void failedSaving_isNotRepeatedByTheNextStart() throws Exception {
    saving("echo tried >> '" + log() + "'; exit 1");

    assertThat(start()).anyMatch(argument -> argument.endsWith("could not be saved"));
    assertThat(start()).anyMatch(argument -> argument.startsWith(MISSING));
    assertThat(log()).hasContent("tried");
  }

  @Test
  void cacheThatCannotBeWritten_startsWithout() throws Exception {
    environment.put("XDG_CACHE_HOME", Files.createFile(directory.resolve("file")).toString());

    assertThat(start())
        .anyMatch(argument -> argument.matches(MISSING + ".* cannot be written"))
        .endsWith("--version");
  }

  @ParameterizedTest
  @CsvSource({"CI,true,CI is set", "HOME,,HOME is not set"})
  void environmentWithoutACache_startsWithout(String name, String value, String reason)
      throws Exception {
    environment.put("XDG_CACHE_HOME", "relative");
    environment.put(name, value == null ? "" : value);

    assertThat(start())
        .anyMatch(argument -> argument.startsWith(MISSING) && argument.endsWith(reason));
  }

  @Test
  void cacheWhereCiIsSet_isNotTaken() throws Exception {
    archive(start());
    environment.put("CI", "true");

    assertThat(start())
        .anyMatch(
            argument -> argument.equals(MISSING + "none is taken from a cache where CI is set"))
        .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
  }

  @ParameterizedTest
  @CsvSource({"tree/cache,", "tree/a/b/../cache,", "link/cache,", "relative,tree/home"})
  void cacheInAWorkTree_isNeitherWrittenNorTaken(String cache, String home) throws Exception {
    environment.put("XDG_CACHE_HOME", home == null ? directory.resolve(cache).toString() : cache);
    if (home != null) {
      environment.put("HOME", directory.resolve(home).toString());
    }
    Files.createDirectories(directory.resolve("tree/a/b"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("tree/a"));
    Files.createFile(directory.resolve("tree/.git"));

    assertThat(start()).anyMatch(argument -> argument.contains("lies in a git work tree"));
    assertThat(log()).doesNotExist();
    assertThat(directory.resolve("tree")).isDirectoryNotContaining("glob:**/{cache,home}");
    assertThat(directory.resolve("tree/a")).isDirectoryNotContaining("glob:**/cache");

    Files.delete(directory.resolve("tree/.git"));
    archive(start());
    Files.createDirectory(directory.resolve("tree/.git"));
    assertThat(start())
        .anyMatch(argument -> argument.startsWith(MISSING))
        .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
  }

  @ParameterizedTest
  @CsvSource({".,--version", "elsewhere,run check ../src", "src,doctor"})
  void archiveBesideTheJar_startForTheWorkTreeThatHoldsIt_isNotUsed(String from, String command)
      throws Exception {
    id("abc123", place);
    Files.writeString(place.resolve("loopgen.jsa"), "archive");
    Files.createDirectories(directory.resolve("src"));
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/inner"));
    Files.createDirectory(elsewhere.resolveSibling(".git"));
    assertThat(arguments(process("--version").directory(elsewhere.toFile()).start()))
        .contains("-XX:SharedArchiveFile=" + place.resolve("loopgen.jsa"));
    Files.createDirectory(directory.resolve(".git"));

    assertThat(arguments(process("--version").directory(elsewhere.toFile()).start()))
        .contains("-XX:SharedArchiveFile=" + place.resolve("loopgen.jsa"));
    Process process =
        process(command.split(" ", -1)).directory(directory.resolve(from).toFile()).start();
    assertThat(arguments(process))
        .anyMatch(argument -> argument.endsWith("lies in the work tree that it is started for"))
        .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
  }

  @Test
  void directoryOfTheJarWhereEverybodyMayPutFiles_hasNothingThatIsUsed() throws Exception {
    id("abc123", place);
    Files.writeString(place.resolve("loopgen.jsa"), "archive");
    Files.setAttribute(place, "unix:mode", 01777);

    assertThat(start()).anyMatch(argument -> argument.contains("everybody can put files"));
    Files.delete(place.resolve("loopgen.jsa"));
    id("abc123", directory);
    assertThat(start()).anyMatch(argument -> argument.contains("everybody can put files"));
    assertThat(log()).doesNotExist();
  }

  @Test
  void linkOnTheWayToTheCache_isResolvedBeforeItIsChecked() throws Exception {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.createSymbolicLink(open.resolve("link"), cache);
    mode(open, "rwxrwxrwx");
    environment.put("XDG_CACHE_HOME", open.resolve("link").toString());

    assertThat(archive(start())).startsWith(cache.toString());
    assertThat(archive(start())).startsWith(cache.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a\nb", "a\n", "a\ndrwx------ 2 0 0 4096 x"})
  void oddNamesOnTheWayToTheCache_areNotTrusted(String name) throws Exception {
    Path odd = Files.createDirectory(directory.resolve(name));
    environment.put("XDG_CACHE_HOME", odd.toString());

    assertThat(start()).anyMatch(argument -> argument.startsWith(MISSING)).endsWith("--version");
    assertThat(log()).doesNotExist();
    assertThat(odd).isEmptyDirectory();
  }

  @Test
  void javaWithAPathThatClimbs_savesNothingOutsideOfTheCache() throws Exception {
    environment.put("JAVA_HOME", directory + "/jdk/bin/../../x/../jdk");
    Files.createDirectory(directory.resolve("x"));

    assertThat(start()).anyMatch(argument -> argument.startsWith(MISSING));
    assertThat(log()).doesNotExist();
  }

  @Test
  void relativeStart_takesTheJarBesideTheLauncherWhateverCdpathSays() throws Exception {
    Path decoy = Files.createDirectories(directory.resolve("decoy/place of the jar"));
    Files.writeString(decoy.resolve("loopgen.jar"), "another jar");
    environment.put("CDPATH", directory.resolve("decoy").toString());

    assertThat(startRelative("place of the jar/loopgen"))
        .contains(place.resolve("loopgen.jar").toString());
  }

  @Test
  void directoryWhoseNameEndsWithALineBreak_isNotTakenForAnother() throws Exception {
    Path odd = directory.resolve("place of the jar\n");
    Files.createDirectory(odd);
    Files.copy(LAUNCHER, odd.resolve("loopgen"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), odd.resolve("loopgen"));

    for (String name : List.of("place of the jar\n/loopgen", link.toString())) {
      assertThat(String.join("\n", startRelative(name))).contains(odd + "/loopgen.jar");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"15m", "0", "0m", "16", "16k", "m", "1t", "-1g", "1g -Xlog", "9999999999g", "2gb"})
  void heapThatTheJvmCannotStartWith_isRefused(String heap) throws Exception {
    environment.put("LOOPGEN_HEAP", heap);

    Process process = process("--version").start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("loopgen: LOOPGEN_HEAP has to be at least 16m")
        .hasLineCount(1);
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"16m", "16384k", "3g", "512M", "16777216"})
  void otherHeap_isThatOfTheJvm(String heap) throws Exception {
    environment.put("LOOPGEN_HEAP", heap);

    assertThat(start()).contains("-Xmx" + heap);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void collectorInTheEnvironment_isTheOnlyOne(String name) throws Exception {
    environment.put(name, "-Da=b -XX:+UseG1GC");

    for (String command : List.of("--version", "run", "audit check", "audit verify")) {
      assertThat(start(command.split(" ", -1)))
          .noneMatch(argument -> argument.matches("-XX:\\+Use.*GC"));
    }
  }

  @Test
  void relativeCache_isNotOne() throws Exception {
    environment.put("XDG_CACHE_HOME", "relative");

    assertThat(archive(start())).startsWith(directory.resolve(".cache/loopgen").toString());
  }

  @Test
  void missingId_startsWithout() throws Exception {
    Files.delete(place.resolve("loopgen.id"));

    assertThat(start()).anyMatch(argument -> argument.contains("no loopgen.id"));
    assertThat(cache).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw----rw-", "rw-rw-rw-"})
  void archiveThatOthersMayWrite_isNotUsed(String mode) throws Exception {
    mode(Path.of(archive(start())), mode);

    assertRefused();
  }

  @ParameterizedTest
  @CsvSource({
    "cache/loopgen/classes, rwxrwxrwx",
    "cache/loopgen/classes, rwxr-xr-x",
    "cache/loopgen, rwxrwxr-x",
    "cache, rwx---rwx"
  })
  void directoryThatOthersMayWriteOrEnter_isNotTrusted(String name, String mode) throws Exception {
    mode(cache, "rwxr-xr-x");
    archive(start());
    mode(cache.resolve("loopgen"), "rwxr-xr-x");
    mode(directory.resolve(name), mode);

    assertRefused();
  }

  @Test
  void directoryThatOthersMayWrite_getsNothingSaved() throws Exception {
    mode(cache, "rwxrwxrwx");

    assertRefused();
    assertThat(log()).doesNotExist();
  }

  @Test
  void sharedDirectoryBelowOneThatNobodyElseEnters_isTrusted() throws Exception {
    mode(directory, "rwx------");
    mode(cache, "rwxrwxr-x");

    assertThat(archive(start())).startsWith(cache.toString());
    assertThat(archive(start())).startsWith(cache.toString());
  }

  @Test
  void linkInPlaceOfTheArchive_isNotFollowed() throws Exception {
    Path archive = Path.of(archive(start()));
    Files.move(archive, directory.resolve("planted"));
    Files.createSymbolicLink(archive, directory.resolve("planted"));

    assertRefused();
  }

  @Test
  void archiveOfAnotherUser_isNotUsed() throws Exception {
    Path archive = Path.of(archive(start()));
    assumeThat(Files.getAttribute(archive, "unix:uid")).isEqualTo(0);
    Files.setAttribute(archive, "unix:uid", 12345);

    assertRefused();
  }

  @Test
  void directoryOfAnotherUser_isNotTrusted() throws Exception {
    archive(start());
    assumeThat(Files.getAttribute(cache, "unix:uid")).isEqualTo(0);
    Files.setAttribute(cache, "unix:uid", 12345);

    assertRefused();
  }

  @ParameterizedTest
  @CsvSource({
    ".git/index, 1, run, true",
    ".git/index, 3000000, run, false",
    ".git/index, 3000000, run --hashing STAT, true",
    ".git/index, 3000000, run --hashing=stat, true",
    ".loopgen/audit.jsonl, 3000000, run, true",
    ".loopgen/audit.jsonl, 70000000, run --hashing STAT, false",
    ".loopgen/audit.jsonl, 70000000, audit check, false",
    ".loopgen/audit.jsonl, 1, audit verify, false",
    ".loopgen/audit.jsonl, 70000000, doctor, true"
  })
  void compiler_isTheQuickOneUnlessMuchIsHashed(
      String name, int size, String command, boolean quick) throws Exception {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }

    assertThat(start(command.split(" ", -1)).contains("-XX:TieredStopAtLevel=1")).isEqualTo(quick);
  }

  private void assertRefused() throws Exception {
    assertThat(start())
        .anyMatch(argument -> argument.startsWith(MISSING + "somebody else could write "))
        .noneMatch(argument -> argument.matches("-XX:(SharedArchiveFile|AOTCache)=.*"))
        .endsWith("--version");
  }

  private static String archive(List<String> arguments) {
    String option = "-XX:SharedArchiveFile=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(arguments));
  }

  private List<String> start() throws Exception {
    return start("--version");
  }

  private List<String> start(String... given) throws Exception {
    return arguments(process(given).start());
  }

  private List<String> startRelative(String launcher) throws Exception {
    ProcessBuilder process = process("--version");
    process.command(List.of("sh", launcher, "--version"));
    return arguments(process.start());
  }

  private ProcessBuilder process(String... given) {
    ProcessBuilder process = new ProcessBuilder(place.resolve("loopgen").toString());
    process.command().addAll(List.of(given));
    process.directory(directory.toFile()).redirectErrorStream(true);
    process.environment().clear();
    process.environment().putAll(environment);
    return process;
  }

  private static List<String> arguments(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out.lines().toList();
  }

  private List<Path> locks() throws IOException {
    try (var files = Files.walk(cache)) {
      return files.filter(file -> file.toString().endsWith(".lock")).toList();
    }
  }

  private Path classes() {
    return cache.resolve("loopgen/classes");
  }

  private Path log() {
    return directory.resolve("log");
  }

  private void id(String digest, Path madeAt) throws IOException {
    Files.writeString(
        place.resolve("loopgen.id"),
        String.join("\n", digest, madeAt.toString(), VERSION, java.toString(), ""));
  }

  private void release(String version) throws IOException {
    Files.writeString(
        java.resolve("release"),
        "IMPLEMENTOR=\"Sample\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\n");
  }

  private void saving(String body) throws IOException {
    script(place.resolve("archive.sh"), body);
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    mode(file, "rwxr-xr-x");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
