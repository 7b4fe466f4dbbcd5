package dev.loopgen.cli.agents;

import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Makes the git repository that runs need, if a person agrees. */
final class NewRepository {

  private NewRepository() {}

  /** Returns whether there is one. */
  static boolean ensure(Path directory, Questions questions, PrintWriter out)
      throws InterruptedException {
    if (Loopgen.isInRepository(directory)) {
      return true;
    }
    if (!questions.confirm("There is no git repository, which a run needs. Make one?")) {
      out.println("Run `git init`, and then this again.");
      return false;
    }
    try {
      Process git =
          new ProcessBuilder("git", "init", "-q")
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      if (git.waitFor() == 0) {
        return true;
      }
    } catch (IOException e) {
      // Told below: there is no git, or it cannot be started.
    }
    out.println(
        "git init failed. See that git is installed and the directory can be written, run `git"
            + " init`, and then this again.");
    return false;
  }
}
