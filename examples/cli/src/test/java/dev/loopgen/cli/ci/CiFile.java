package dev.loopgen.cli.ci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A mapping of one of the files for CI systems that are shipped.
 *
 * @param members its members by name
 */
record CiFile(Map<?, ?> members) {

  private static final Path ROOT = Path.of("..", "..");

  static CiFile read(String name) throws IOException {
    return parse(text(name));
  }

  static String text(String name) throws IOException {
    return Files.readString(ROOT.resolve(name));
  }

  /** Returns the blocks of a language in a document, without their indentation. */
  static List<String> blocks(String document, String language) throws IOException {
    return Pattern.compile("(?ms)^( *)```" + language + "$(.*?)^ *```$")
        .matcher(text(document))
        .results()
        .map(found -> found.group(2).replace("\n" + found.group(1), "\n").strip() + "\n")
        .toList();
  }

  /** Reads a block of YAML. */
  static CiFile parse(String yaml) {
    return new CiFile((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** Returns a mapping; empty where there is none. */
  CiFile child(String name) {
    return members.get(name) instanceof Map<?, ?> map ? new CiFile(map) : new CiFile(Map.of());
  }

  /** Returns a list of mappings. */
  List<CiFile> list(String name) {
    return ((List<?>) members.get(name))
        .stream().map(each -> new CiFile((Map<?, ?>) each)).toList();
  }

  /** Returns a text; empty where there is none. */
  String string(String name) {
    Object value = members.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  /** Returns a list of texts, also of a single one. */
  List<String> strings(String name) {
    Object value = members.get(name);
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : Stream.ofNullable(value).map(String::valueOf).toList();
  }

  /** Returns all members as texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }
}
