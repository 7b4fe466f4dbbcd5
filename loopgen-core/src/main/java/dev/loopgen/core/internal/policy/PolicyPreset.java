package dev.loopgen.core.internal.policy;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.spec.ParsedDocument;
import dev.loopgen.core.internal.spec.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy preset of this library: a policy file whose texts contain parameters.
 *
 * @param name its name
 * @param text the file
 */
public record PolicyPreset(String name, String text) {

  /** The names of all presets, the least strict first. */
  public static final List<String> NAMES =
      List.of("local-evidence", "key-signed", "github-keyless", "gitlab-keyless");

  private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z]+)}");

  /** Finds a preset. */
  public static Optional<PolicyPreset> find(String name) {
    return NAMES.contains(name)
        ? Optional.of(new PolicyPreset(name, resource(name)))
        : Optional.empty();
  }

  private static String resource(String name) {
    try (InputStream in = PolicyPreset.class.getResourceAsStream("preset-" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the preset " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of its parameters. */
  public Set<String> parameters() {
    Set<String> names = new LinkedHashSet<>();
    PARAMETER.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  /**
   * Replaces the parameters. A value always stays a text, whatever it contains.
   *
   * @param values a value for each parameter
   */
  ParsedDocument filled(Map<String, String> values) {
    ParsedDocument template = YamlReader.document(bytes(text), "preset " + name);
    return new ParsedDocument(
        template.file(), fill(template.value(), values), template.positions());
  }

  private static Json fill(Json value, Map<String, String> values) {
    if (value instanceof Json.Text text) {
      return Json.of(replaced(text.value(), name -> value(values, name)));
    }
    if (value instanceof Json.Array array) {
      return new Json.Array(array.elements().stream().map(part -> fill(part, values)).toList());
    }
    if (value instanceof Json.Obj object) {
      Map<String, Json> members = new LinkedHashMap<>();
      object.members().forEach((key, part) -> members.put(key, fill(part, values)));
      return new Json.Obj(members);
    }
    return value;
  }

  /**
   * Returns the file with its parameters replaced, for a person to read and edit. Every parameter
   * is inside double quotes in the file.
   */
  public String filledText(Map<String, String> values) {
    return replaced(text, name -> inner(Json.of(value(values, name)).canonical()));
  }

  private static String value(Map<String, String> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static String inner(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String replaced(String text, UnaryOperator<String> values) {
    return PARAMETER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
