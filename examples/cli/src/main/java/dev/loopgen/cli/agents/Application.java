package dev.loopgen.cli.agents;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.RefusedException;
import java.io.PrintWriter;
import java.util.List;

/** Writes what was generated, and says what comes next. */
final class Application {

  private final ProjectGeneration made;
  private final PrintWriter out;

  Application(ProjectGeneration made, PrintWriter out) {
    this.made = made;
    this.out = out;
  }

  /**
   * Refuses a plan with files that cannot be written safely.
   *
   * @throws RefusedException if there are any
   */
  void requireSafe() {
    List<String> obstacles = made.obstacles();
    if (!obstacles.isEmpty()) {
      throw new RefusedException("Nothing was written. " + String.join(" ", obstacles));
    }
  }

  void write() {
    List<String> written = made.plan().apply();
    out.println("Wrote " + Plural.of(written.size(), "file") + ".");
    out.println("Commit them; a run reads the spec from the commit that a change is based on:");
    List<String> tops =
        written.stream().map(path -> path.split("/", 2)[0]).distinct().sorted().toList();
    out.println(
        "  git add " + Console.escape(String.join(" ", tops)) + " && git commit -m \"Add loops\"");
  }
}
