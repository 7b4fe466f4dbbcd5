package dev.loopgen.cli.doctor;

import dev.loopgen.api.json.Json;
import java.util.Locale;

/**
 * What a check found.
 *
 * @param check the check, a word for machines
 * @param severity how bad it is
 * @param text what was found, in a sentence
 * @param remedy what to do; empty if nothing has to be done
 */
record Diagnosis(String check, Severity severity, String text, String remedy) {

  /** How bad it is. */
  enum Severity {
    /** As it should be. */
    OK,
    /** Worth knowing. */
    NOTE,
    /** Works, but less well than it could. */
    WARNING,
    /** Does not work. */
    PROBLEM;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Diagnosis ok(String check, String text) {
    return new Diagnosis(check, Severity.OK, text, "");
  }

  static Diagnosis note(String check, String text, String remedy) {
    return new Diagnosis(check, Severity.NOTE, text, remedy);
  }

  static Diagnosis warning(String check, String text, String remedy) {
    return new Diagnosis(check, Severity.WARNING, text, remedy);
  }

  static Diagnosis problem(String check, String text, String remedy) {
    return new Diagnosis(check, Severity.PROBLEM, text, remedy);
  }

  Json.Obj toJson() {
    return Json.object()
        .put("check", check)
        .put("severity", severity.id())
        .put("text", text)
        .put("remedy", remedy)
        .build();
  }
}
