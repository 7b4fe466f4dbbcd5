package dev.loopgen.report.internal;

import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.report.internal.Dashboard.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links to a run's CI run and commit. Both are the entry's claims, so only a plain address of a run
 * on a forge becomes a link.
 */
final class RunLinks {

  private static final Pattern CI_RUN =
      Pattern.compile(
          "(https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._-]+){2,12}?)"
              + "(/actions/runs/|/-/(?:jobs|pipelines)/)[0-9]+(?:/attempts/[0-9]+)?");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int SHOWN = 12;

  private RunLinks() {}

  static List<Link> of(RunDetail run) {
    String address = run.ciRun();
    Matcher ci = CI_RUN.matcher(address == null ? "" : address);
    List<Link> links = new ArrayList<>();
    if (!ci.matches()) {
      return links;
    }
    links.add(new Link("CI run", ci.group()));
    String commit = run.commit();
    if (commit != null && COMMIT.matcher(commit).matches()) {
      String way = ci.group(2).startsWith("/-/") ? "/-/commit/" : "/commit/";
      links.add(new Link("commit " + commit.substring(0, SHOWN), ci.group(1) + way + commit));
    }
    return links;
  }
}
