package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a gate finds, in order; not thread-safe. */
final class FindingList {

  /** How many single things a finding lists; more are counted. */
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

  /** Joins names, the first ones whole and the others counted. */
  static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), LISTED)));
    return names.size() <= LISTED ? first : first + " and " + (names.size() - LISTED) + " more";
  }

  /** Joins sentences, the first ones whole and the others counted. */
  static String listed(List<String> sentences) {
    String first = String.join(" ", sentences.subList(0, Math.min(sentences.size(), LISTED)));
    return sentences.size() <= LISTED
        ? first
        : first + " And " + (sentences.size() - LISTED) + " more.";
  }
}
