package dev.loopgen.cli;

import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Prints a script for a shell that completes commands and options.")
final class CompletionCommand implements Callable<Integer> {

  /** The shells. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  /** Prints the ids of the loops here, of letters that no shell reads. */
  static final String IDS =
      "sed -n 's/^[ -]*id: *[^A-Za-z0-9]\\{0,1\\}\\([A-Za-z0-9._-]*\\).*/\\1/p'"
          + " .loopgen/loopgen.loop.yaml 2>/dev/null";

  /** Adds the ids of loops to what picocli's function finds. */
  private static final String LOOPS =
      """

      function _complete_loopgen_with_loops() {
        _complete_loopgen
        case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}" in
          "run run" | *" --loop" | *" --require")
            COMPREPLY+=( $(compgen -W "$(%s)" -- "${COMP_WORDS[COMP_CWORD]}") ) ;;
        esac
      }
      complete -F _complete_loopgen_with_loops -o default loopgen
      """
          .formatted(IDS);

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      description =
          "${COMPLETION-CANDIDATES}; put `source <(loopgen completion bash)` into ~/.bashrc")
  private Shell shell = Shell.bash;

  /** Used by picocli. */
  CompletionCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    CommandLine all = Main.commandLine();
    // The script for bash also makes zsh load its emulation of bash's completion.
    out.print(
        shell == Shell.fish ? FishCompletion.of(all) : AutoComplete.bash("loopgen", all) + LOOPS);
    return ExitCode.PASS;
  }
}
