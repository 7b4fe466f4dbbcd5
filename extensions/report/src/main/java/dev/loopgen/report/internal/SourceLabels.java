package dev.loopgen.report.internal;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.SourceSummary;
import java.util.List;

/** Names sources without their common parent directories. */
final class SourceLabels {

  private final int common;

  private SourceLabels(int common) {
    this.common = common;
  }

  static SourceLabels of(GovernanceSummary summary) {
    List<String> labels = summary.sources().stream().map(SourceSummary::label).distinct().toList();
    if (labels.size() < 2) {
      return new SourceLabels(0);
    }
    String first = labels.get(0);
    int common = first.length();
    for (String label : labels) {
      common = Math.min(common, commonLength(first, label));
    }
    int separator =
        Math.max(first.lastIndexOf('/', common - 1), first.lastIndexOf('\\', common - 1));
    return new SourceLabels(separator + 1);
  }

  private static int commonLength(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  String of(String label) {
    return common < label.length() ? label.substring(common) : label;
  }
}
