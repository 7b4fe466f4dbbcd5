package dev.loopgen.adapters.internal.parse;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads TOML. */
public final class TomlText {

  private static final TomlMapper MAPPER = new TomlMapper();

  private TomlText() {}

  /**
   * Reads a document as JSON; dates become strings.
   *
   * @throws IOException if it is not TOML
   */
  public static Json.Obj parse(byte[] utf8) throws IOException {
    try {
      return JsonNodes.object(MAPPER.readTree(utf8));
    } catch (JacksonException e) {
      throw new IOException("is not valid TOML: " + e.getOriginalMessage(), e);
    }
  }
}
