package dev.loopgen.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of this library. The build writes it beside the classes, where it is found on the
 * class path, on the module path and in a shaded jar.
 */
final class LibraryVersion {

  static final String NAME = read();

  private LibraryVersion() {}

  private static String read() {
    try (InputStream in = LibraryVersion.class.getResourceAsStream("version.txt")) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() || text.startsWith("$") ? "development" : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
