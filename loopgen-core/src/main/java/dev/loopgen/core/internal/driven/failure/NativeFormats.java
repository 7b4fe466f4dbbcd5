package dev.loopgen.core.internal.driven.failure;

import java.util.List;
import java.util.function.Consumer;

/** The formats of the tools of Go and Rust. */
final class NativeFormats {

  private NativeFormats() {}

  static List<LocationFormat> all() {
    return List.of(NativeFormats::go, NativeFormats::cargo);
  }

  /** {@code ./calc.go:5:2: undefined}, {@code calc_test.go:12: got 1}, and frames of a panic. */
  private static void go(String line, Consumer<FailureLocation> found) {
    if (line.contains(".go:")) {
      FailureLocation.parse(line.strip())
          .filter(place -> place.name().endsWith(".go"))
          .ifPresent(found);
    }
  }

  /**
   * {@code --> src/lib.rs:2:5}, {@code panicked at src/lib.rs:2:5:}, {@code at ./src/lib.rs:2:5}.
   */
  private static void cargo(String line, Consumer<FailureLocation> found) {
    if (!line.contains(".rs:")) {
      return;
    }
    for (String start : List.of("--> ", "panicked at ", " at ")) {
      int at = line.indexOf(start);
      if (at >= 0) {
        FailureLocation.parse(line.substring(at + start.length()).strip())
            .filter(place -> place.name().endsWith(".rs"))
            .ifPresent(found);
        return;
      }
    }
  }
}
