package dev.loopgen.core.internal.spec;

import dev.loopgen.api.json.Json;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/** Resolves plain scalars under the YAML 1.2 core schema (YAML 1.2.2, section 10.3.2). */
final class CoreScalar {

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(nan|NaN|NAN)");

  private CoreScalar() {}

  /**
   * Tells whether a text spells an integer. npm's parser reads an integer tagged as a float as a
   * text.
   */
  static boolean isInteger(String text) {
    return DECIMAL.matcher(text).matches()
        || OCTAL.matcher(text).matches()
        || HEXADECIMAL.matcher(text).matches();
  }

  static Json resolve(String text) {
    if (NULLS.contains(text)) {
      return Json.NULL;
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return Json.of(TRUE.contains(text));
    }
    if (DECIMAL.matcher(text).matches() || FLOAT.matcher(text).matches()) {
      return Json.of(Double.parseDouble(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return Json.of(new BigInteger(text.substring(2), 8).doubleValue());
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return Json.of(new BigInteger(text.substring(2), 16).doubleValue());
    }
    if (INFINITY.matcher(text).matches() || NOT_A_NUMBER.matcher(text).matches()) {
      return Json.of(Double.NaN);
    }
    return Json.of(text);
  }
}
