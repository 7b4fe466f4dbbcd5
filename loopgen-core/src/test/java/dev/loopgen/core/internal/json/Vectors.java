package dev.loopgen.core.internal.json;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Reads the vectors that were recorded with npm loopgen 0.7.1. */
public final class Vectors {

  private Vectors() {}

  /** Returns the objects of a file of one JSON object per line. */
  public static Stream<Json.Obj> of(String file) {
    return new String(bytes("vectors/" + file), StandardCharsets.UTF_8)
        .lines()
        .map(line -> (Json.Obj) Json.parse(line.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a golden file. */
  public static byte[] golden(String file) {
    return bytes("golden/" + file);
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = Vectors.class.getResourceAsStream("/" + resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
