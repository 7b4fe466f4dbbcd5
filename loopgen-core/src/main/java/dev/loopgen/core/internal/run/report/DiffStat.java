package dev.loopgen.core.internal.run.report;

import dev.loopgen.api.tree.PathChange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The statistics of a change, in the form of {@code git diff --stat}. */
public final class DiffStat {

  private static final int MAX_FILES = 200;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_GRAPH = 50;

  private final List<Row> rows = new ArrayList<>();
  private int insertions;
  private int deletions;

  /** One file; counts are negative if its lines were not counted. */
  private record Row(String name, int insertions, int deletions) {}

  /** Reads the content of a file before and after a change. */
  public interface Contents {

    /** Returns the content before the change; empty if there was none. */
    byte[] before(PathChange change);

    /** Returns the content after the change; empty if there is none. */
    byte[] after(PathChange change);
  }

  private DiffStat() {}

  /** Returns the statistics of changes; empty if there are none. */
  public static String of(List<PathChange> changes, Contents contents) {
    if (changes.isEmpty()) {
      return "";
    }
    DiffStat stat = new DiffStat();
    changes.stream().limit(MAX_FILES).forEach(change -> stat.add(change, contents));
    return stat.text(changes.size());
  }

  private void add(PathChange change, Contents contents) {
    byte[] before = contents.before(change);
    byte[] after = contents.after(change);
    boolean counted =
        before.length <= MAX_BYTES
            && after.length <= MAX_BYTES
            && !RawText.isBinary(before, before.length, true)
            && !RawText.isBinary(after, after.length, true);
    if (!counted) {
      rows.add(new Row(change.path().display(), -1, -1));
      return;
    }
    int added = 0;
    int removed = 0;
    for (Edit edit :
        new HistogramDiff()
            .diff(RawTextComparator.DEFAULT, new RawText(before), new RawText(after))) {
      added += edit.getLengthB();
      removed += edit.getLengthA();
    }
    insertions += added;
    deletions += removed;
    rows.add(new Row(change.path().display(), added, removed));
  }

  private String text(int files) {
    int nameWidth = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    int most = rows.stream().mapToInt(row -> row.insertions + row.deletions).max().orElse(0);
    int countWidth = Math.max(Integer.toString(most).length(), 1);
    StringBuilder out = new StringBuilder();
    for (Row row : rows) {
      out.append(' ').append(row.name).append(" ".repeat(nameWidth - row.name.length()));
      out.append(" | ").append(row(row, most, countWidth)).append('\n');
    }
    if (files > rows.size()) {
      out.append(" ... and ").append(files - rows.size()).append(" more\n");
    }
    out.append(' ').append(files).append(files == 1 ? " file changed" : " files changed");
    appendCount(out, insertions, "insertion", "(+)");
    appendCount(out, deletions, "deletion", "(-)");
    return out.toString();
  }

  private static String row(Row row, int most, int countWidth) {
    if (row.insertions < 0) {
      return "Bin";
    }
    int total = row.insertions + row.deletions;
    String count = Integer.toString(total);
    String graph =
        "+".repeat(scaled(row.insertions, most)) + "-".repeat(scaled(row.deletions, most));
    return " ".repeat(countWidth - count.length()) + count + (graph.isEmpty() ? "" : " " + graph);
  }

  private static int scaled(int count, int most) {
    if (most <= MAX_GRAPH || count == 0) {
      return count;
    }
    return Math.max(1, (int) ((long) count * MAX_GRAPH / most));
  }

  private static void appendCount(StringBuilder out, int count, String noun, String sign) {
    if (count > 0) {
      out.append(", ").append(count).append(' ').append(noun).append(count == 1 ? "" : "s");
      out.append(sign);
    }
  }
}
