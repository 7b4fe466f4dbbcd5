package dev.loopgen.core;

import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.core.internal.policy.PolicyReader;
import dev.loopgen.core.internal.policy.Preset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies of gates as files, {@code .loopgen/policy.yaml}: reads them, and makes new ones. */
public final class Policies {

  /** Where a project keeps its policy, relative to the project. */
  public static final String FILE = PolicyReader.FILE;

  private Policies() {}

  /**
   * Reads a policy.
   *
   * @param bytes the content of the file, YAML in UTF-8
   * @param name the file's name, for messages
   * @return the policy, with the file's digest
   * @throws dev.loopgen.api.SpecException if anything in it is unknown, missing or not valid; the
   *     message names file, line and key
   */
  public static GatePolicy read(byte[] bytes, String name) {
    return PolicyReader.read(bytes, name);
  }

  /**
   * Reads an age as policies spell it.
   *
   * @param text a number of minutes, hours or days, such as {@code 30m}, {@code 12h} or {@code 7d}
   * @return the age
   * @throws IllegalArgumentException if it is anything else
   */
  public static Duration age(String text) {
    return PolicyReader.age(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException("an age is such as 30m, 12h or 7d, and not " + text));
  }

  /**
   * Lists the policies that come with this library.
   *
   * @return their names, the least demanding first
   */
  public static List<String> presets() {
    return Preset.NAMES;
  }

  /**
   * Lists what has to be said to use a preset.
   *
   * @param preset its name
   * @return the names of its parameters; none where it needs nothing
   * @throws IllegalArgumentException if there is no such preset
   */
  public static Set<String> parameters(String preset) {
    return find(preset).parameters();
  }

  /**
   * Writes out a preset as a file of one's own, with comments.
   *
   * @param preset its name
   * @param parameters a value for each of its parameters
   * @return the text of the file
   * @throws IllegalArgumentException if there is no such preset, or a parameter is missing or not
   *     one of its own
   * @throws dev.loopgen.api.SpecException if a value is not valid
   */
  public static String write(String preset, Map<String, String> parameters) {
    Preset found = find(preset);
    if (!found.parameters().equals(parameters.keySet())) {
      throw new IllegalArgumentException(
          "The preset "
              + preset
              + " needs "
              + (found.parameters().isEmpty()
                  ? "no parameter."
                  : "exactly these parameters: " + String.join(", ", found.parameters()) + "."));
    }
    String text = found.filledText(parameters);
    read(text.getBytes(StandardCharsets.UTF_8), "The policy of preset " + preset);
    return text;
  }

  private static Preset find(String name) {
    return Preset.find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no preset "
                        + name
                        + ". There are: "
                        + String.join(", ", presets())
                        + "."));
  }
}
