package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.IsolationException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds bubblewrap where administrators install it. The search path is not used, because a
 * directory of the work tree may be on it.
 */
final class BubblewrapFinder {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/bwrap"),
          Path.of("/bin/bwrap"),
          Path.of("/usr/local/bin/bwrap"),
          Path.of("/run/current-system/sw/bin/bwrap"));

  private static final Pattern OPTION = Pattern.compile("^ +(--[a-z0-9-]+)", Pattern.MULTILINE);
  private static final Pattern VERSION = Pattern.compile("bubblewrap ([0-9][0-9A-Za-z.+~-]*)");
  private static final int MAX_OUTPUT = 1 << 20;

  private BubblewrapFinder() {}

  /**
   * Finds it.
   *
   * @throws IsolationException if it is not there, or is too old
   */
  static Bubblewrap find() {
    return find(PLACES);
  }

  static Bubblewrap find(List<Path> places) {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
      throw new IsolationException(
          "Commands can be isolated on Linux only, because isolation rests on its namespaces.");
    }
    Path program =
        places.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IsolationException(
                        "Commands cannot be isolated, because bubblewrap is missing. Install the"
                            + " package bubblewrap, for example with apt-get install bubblewrap;"
                            + " bwrap is looked for in "
                            + places.stream()
                                .map(place -> String.valueOf(place.getParent()))
                                .collect(Collectors.joining(", "))
                            + "."));
    Set<String> options =
        OPTION
            .matcher(output(program, "--help"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    String version =
        VERSION
            .matcher(output(program, "--version"))
            .results()
            .map((MatchResult found) -> found.group(1))
            .findFirst()
            .orElse("unknown");
    if (!options.contains("--disable-userns")) {
      throw new IsolationException(
          "Commands cannot be isolated, because "
              + program
              + " ("
              + version
              + ") cannot forbid nested user namespaces. Install bubblewrap 0.8.0 or newer.");
    }
    return new Bubblewrap(program, version, options);
  }

  private static String output(Path program, String option) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), option)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .start();
      byte[] output = process.getInputStream().readNBytes(MAX_OUTPUT);
      process.destroy();
      return new String(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IsolationException(
          "Commands cannot be isolated, because " + program + " cannot be started.", e);
    }
  }
}
