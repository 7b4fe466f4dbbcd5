package dev.loopgen.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Restarts the command in a UTF-8 locale if file names need it. A Java process takes the encoding
 * of file names from its locale, and under {@code C} or {@code POSIX} loses every letter that is
 * not ASCII, also in the current directory and the arguments. The commands of loops still get the
 * caller's locale.
 */
final class Utf8Process {

  /** The caller's replaced LC_ALL: = and its value, or - if it had none. */
  static final String CALLERS_LOCALE = "loopgen.lc-all";

  private static final String ARGUMENTS = "loopgen.arguments";
  private static final String LOCALE = "LC_ALL";
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Utf8Process() {}

  /** Returns the arguments, from the process that restarted this one if there is one. */
  static String[] arguments(String... given) {
    String encoded = System.getProperty(ARGUMENTS);
    if (encoded == null) {
      return given;
    }
    return encoded.isEmpty()
        ? new String[0]
        : Arrays.stream(encoded.split(",", -1))
            .map(
                one ->
                    new String(
                        Base64.getUrlDecoder().decode(one.substring(1)), StandardCharsets.UTF_8))
            .toArray(String[]::new);
  }

  /** Returns the caller's environment. */
  static Map<String, String> environment(
      Map<String, String> environment, @Nullable String callersLocale) {
    if (callersLocale == null) {
      return environment;
    }
    Map<String, String> restored = new HashMap<>(environment);
    if (callersLocale.startsWith("=")) {
      restored.put(LOCALE, callersLocale.substring(1));
    } else {
      restored.remove(LOCALE);
    }
    return restored;
  }

  /**
   * Runs the command in another process if names need it.
   *
   * @return its exit code; empty if this process can do it, or another could not do better
   */
  static OptionalInt again(String... arguments) throws IOException, InterruptedException {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    boolean needed =
        isLost(System.getProperty("user.dir", ""))
            || Arrays.stream(arguments).anyMatch(Utf8Process::isLost);
    if (encoding.equalsIgnoreCase("UTF-8")
        || !needed
        || System.getProperty(CALLERS_LOCALE) != null) {
      return OptionalInt.empty();
    }
    Optional<List<byte[]>> line = commandLine(arguments.length);
    return line.isEmpty() ? OptionalInt.empty() : start(line.get(), arguments.length);
  }

  /** Undecodable characters became a question mark or the replacement character. */
  private static boolean isLost(String text) {
    return text.chars().anyMatch(c -> c == '?' || c > 127);
  }

  /** Returns this process's command line, if everything before the arguments is ASCII. */
  private static Optional<List<byte[]>> commandLine(int arguments) throws IOException {
    if (!Files.isReadable(COMMAND_LINE)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.ISO_8859_1);
    List<byte[]> words =
        Arrays.stream(text.split("\0", -1))
            .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
            .collect(Collectors.toCollection(ArrayList::new));
    words.remove(words.size() - 1);
    int own = words.size() - arguments;
    boolean ascii = own > 1 && words.subList(0, own).stream().allMatch(word -> isAscii(word));
    return ascii ? Optional.of(words) : Optional.empty();
  }

  private static boolean isAscii(byte[] word) {
    for (byte letter : word) {
      if (letter < 0) {
        return false;
      }
    }
    return true;
  }

  private static OptionalInt start(List<byte[]> words, int arguments)
      throws IOException, InterruptedException {
    int own = words.size() - arguments;
    String locale = System.getenv(LOCALE);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + CALLERS_LOCALE + (locale == null ? "=-" : "==" + locale));
    command.add("-D" + ARGUMENTS + "=" + encoded(words.subList(own, words.size())));
    words.subList(1, own).forEach(word -> command.add(new String(word, StandardCharsets.US_ASCII)));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(LOCALE, "C.UTF-8");
    Process process = builder.start();
    Thread stop = new Thread(process::destroy, "loopgen-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    return OptionalInt.of(code);
  }

  /** Prefixes each with a letter, so that empty ones are kept. */
  private static String encoded(List<byte[]> arguments) {
    return arguments.stream()
        .map(word -> "." + Base64.getUrlEncoder().withoutPadding().encodeToString(word))
        .collect(Collectors.joining(","));
  }
}
