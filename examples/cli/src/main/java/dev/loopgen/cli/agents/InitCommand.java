package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.support.CommandStarter;
import dev.loopgen.cli.support.Dialogue;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.LoopSpecs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sets a project up in a short dialogue that ends with a first run. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Asks a few questions, writes a first loop and the files for agents, and runs the loop.")
public final class InitCommand implements Callable<Integer> {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[?::1\\]?");

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(
      names = {"-y", "--yes"},
      description = "Ask nothing and take the proposed answers.")
  private boolean yes;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Accepted for npm loopgen's sake; the dialogue is on the terminal.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Likewise; only this machine is accepted.")
  private String host = "127.0.0.1";

  @Option(names = "--no-open", description = "Likewise.")
  private boolean noOpen;

  /** Used by picocli. */
  InitCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (!LOOPBACK.matcher(host).matches()) {
      throw new ParameterException(
          spec.commandLine(), "--host must name this machine, such as 127.0.0.1");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path directory = project.directory();
    Questions questions =
        yes ? Questions.withoutAsking(out) : Questions.asking(new Dialogue(out), out);
    if (!NewRepository.ensure(directory, questions, out)) {
      return ExitCode.REFUSED;
    }
    ProjectScan scan = ProjectScan.of(directory);
    ScanCommand.print(scan, out);
    out.println();
    Optional<InitAnswers> answers = InitAnswers.ask(scan, questions);
    if (answers.isEmpty()) {
      return cancelled(out);
    }
    ProjectGeneration made =
        ProjectGeneration.of(scan, List.of(answers.get().template()), answers.get()::configure);
    return write(made, questions, out)
        ? firstRun(answers.get().template().id(), directory, out)
        : cancelled(out);
  }

  private static boolean write(ProjectGeneration made, Questions questions, PrintWriter out) {
    made.print(out);
    made.plan().files().stream()
        .filter(file -> file.id().equals("created") || file.id().equals("updated"))
        .forEach(file -> out.println("  " + file.describe()));
    Application application = new Application(made, out);
    application.requireSafe();
    if (made.plan().isEmpty()) {
      return true;
    }
    if (!questions.confirm("Write these files? (`loopgen preview` shows them)")) {
      return false;
    }
    application.write();
    return true;
  }

  private int firstRun(String loop, Path directory, PrintWriter out) throws InterruptedException {
    out.println();
    out.println("The first run: loopgen run " + loop);
    CommandStarter starter = (CommandStarter) spec.root().userObject();
    List<String> arguments =
        new ArrayList<>(List.of("run", loop, directory.toAbsolutePath().toString()));
    adopted(directory, loop).ifPresent(digest -> arguments.addAll(List.of("--adopt-spec", digest)));
    return starter.execute(out, spec.commandLine().getErr(), arguments.toArray(String[]::new));
  }

  /**
   * Returns the digest of the spec if its base does not have this loop. The person at the terminal
   * has just seen it, so the first run takes it; later ones wait until it is merged.
   */
  private static Optional<String> adopted(Path directory, String loop) throws InterruptedException {
    List<LoopSpec> known = LoopSpecs.atBase(directory, Trust.local(), LoopSpecs.FILE);
    if (known.isEmpty() || known.stream().anyMatch(spec -> spec.id().equals(loop))) {
      return Optional.empty();
    }
    byte[] now = TextFile.readBytes("spec", directory.resolve(LoopSpecs.FILE));
    return Optional.of("sha256:" + Sha256.hash(now).hex());
  }

  private static int cancelled(PrintWriter out) {
    out.println("No file was written.");
    return ExitCode.REFUSED;
  }
}
