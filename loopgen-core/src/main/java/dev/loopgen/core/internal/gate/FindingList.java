package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.internal.text.FirstNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the findings of a gate in order. Not thread-safe. */
final class FindingList {

  /** The most items that a finding lists; the rest are counted. */
  private static final int LISTED = 20;

  private final List<Finding> all = new ArrayList<>();

  List<Finding> all() {
    return List.copyOf(all);
  }

  void add(
      GateRule rule,
      @Nullable String loop,
      Outcome outcome,
      String lookedAt,
      String showed,
      String remedy) {
    all.add(new Finding(rule, loop, outcome, lookedAt, showed, remedy));
  }

  void met(GateRule rule, @Nullable String loop, String lookedAt, String showed) {
    add(rule, loop, Outcome.MET, lookedAt, showed, "");
  }

  void broken(GateRule rule, @Nullable String loop, String lookedAt, String showed, String remedy) {
    broken(rule, loop, lookedAt, showed, remedy, List.of());
  }

  void broken(
      GateRule rule,
      @Nullable String loop,
      String lookedAt,
      String showed,
      String remedy,
      List<String> paths) {
    all.add(new Finding(rule, loop, Outcome.BROKEN, lookedAt, showed, remedy, paths));
  }

  void undecided(
      GateRule rule, @Nullable String loop, String lookedAt, String showed, String remedy) {
    add(rule, loop, Outcome.UNDECIDED, lookedAt, showed, remedy);
  }

  /** Joins the first names and counts the rest. */
  static String named(List<String> names) {
    return FirstNames.of(names, LISTED);
  }

  /** Joins the first sentences and counts the rest. */
  static String listed(List<String> sentences) {
    String first = String.join(" ", sentences.subList(0, Math.min(sentences.size(), LISTED)));
    return sentences.size() <= LISTED
        ? first
        : first + " And " + (sentences.size() - LISTED) + " more.";
  }
}
