package dev.loopgen.api.attest;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A rule for the value of a claim. */
public sealed interface ClaimRule {

  /**
   * Requires an exact value.
   *
   * @param value the value
   * @return the rule
   * @throws IllegalArgumentException if the value is blank
   */
  static ClaimRule exactly(String value) {
    return new Exactly(value);
  }

  /**
   * Requires a value that a regular expression matches entirely.
   *
   * @param regex the regular expression, see {@link Pattern}; it is anchored at both ends
   * @return the rule
   * @throws IllegalArgumentException if it is invalid, matches too much (the empty text, any word,
   *     any URL), or has an unrepeated wildcard dot, which is nearly always an unescaped dot of a
   *     host name
   */
  static ClaimRule matching(String regex) {
    return new Matching(regex);
  }

  /**
   * Tells whether a value meets the rule.
   *
   * @param value the value of the claim
   * @return whether it does
   */
  boolean accepts(String value);

  /**
   * Describes the rule.
   *
   * @return a noun phrase for people
   */
  String describe();

  /**
   * Accepts exactly one value.
   *
   * @param value the value
   */
  record Exactly(String value) implements ClaimRule {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Exactly {
      if (value.isBlank()) {
        throw new IllegalArgumentException("an expected claim needs a value");
      }
    }

    @Override
    public boolean accepts(String candidate) {
      return value.equals(candidate);
    }

    @Override
    public String describe() {
      return value;
    }
  }

  /**
   * Accepts every value that an expression matches entirely.
   *
   * @param regex the expression
   */
  record Matching(String regex) implements ClaimRule {

    private static final Pattern BARE_DOT = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\.(?![*+?{])");

    /** Values that no sensible rule accepts, one of each kind of claim. */
    private static final List<String> PROBES =
        List.of(
            "",
            "probe",
            "https://probe.invalid/probe/probe",
            "https://probe.invalid/probe/probe/.github/workflows/probe.yml");

    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException if it is invalid or accepts too much, see {@link
     *     ClaimRule#matching}
     */
    public Matching {
      Objects.requireNonNull(regex, "regex");
      try {
        if (PROBES.stream().anyMatch(probe -> Pattern.matches(regex, probe))
            || BARE_DOT.matcher(regex.replaceAll("\\[[^]]*]", "x")).find()) {
          throw new IllegalArgumentException(
              "the expression " + regex + " accepts too much: name the host, and escape its dots");
        }
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("not a regular expression: " + regex, e);
      }
    }

    @Override
    public boolean accepts(String candidate) {
      return Pattern.compile(regex).matcher(candidate).matches();
    }

    @Override
    public String describe() {
      return "a text that matches " + regex;
    }
  }
}
