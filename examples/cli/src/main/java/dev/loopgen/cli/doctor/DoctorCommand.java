package dev.loopgen.cli.doctor;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.doctor.Diagnosis.Severity;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.LoopSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for what keeps loopgen from working well, and says what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Looks for what keeps loopgen from working well here, and says what to do.")
public final class DoctorCommand implements Callable<Integer> {

  private static final List<Check> CHECKS =
      List.of(
          new GitCheck(),
          new SpecCheck(),
          new PatternCheck(),
          new WorkflowCheck(),
          new AgentFilesCheck(),
          new HookCheck(),
          new IsolationCheck(),
          new LauncherCheck());

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  /** Used by picocli. */
  DoctorCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Path directory = project.directory().toAbsolutePath().normalize();
    Map<String, String> environment = CommandContext.environment(spec);
    List<Diagnosis> found = new ArrayList<>();
    Patient patient = new Patient(directory, environment, loops(directory, found));
    for (Check check : CHECKS) {
      found.addAll(check.of(patient));
    }
    boolean sound = found.stream().noneMatch(one -> one.severity() == Severity.PROBLEM);
    print(found, sound);
    return sound ? ExitCode.PASS : ExitCode.REFUSED;
  }

  private static List<LoopSpec> loops(Path directory, List<Diagnosis> found) {
    Path file = directory.resolve(LoopSpecs.FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      found.add(
          Diagnosis.problem(
              "spec",
              LoopSpecs.FILE + " is not a regular file, and a link is not followed.",
              "Put the spec itself there."));
      return List.of();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      for (String text : LoopSpecs.warnings(bytes, LoopSpecs.FILE)) {
        found.add(Diagnosis.warning("keys", text, "Correct it in " + LoopSpecs.FILE + "."));
      }
      return LoopSpecs.read(bytes, LoopSpecs.FILE);
    } catch (NoSuchFileException e) {
      found.add(
          Diagnosis.problem(
              "spec",
              "There is no " + LoopSpecs.FILE + ", so nothing says what must hold.",
              "Run `loopgen init`."));
    } catch (IOException | SpecException e) {
      found.add(
          Diagnosis.problem(
              "spec",
              String.valueOf(e.getMessage()),
              "Correct " + LoopSpecs.FILE + "; until then no loop of it can run."));
    }
    return List.of();
  }

  private void print(List<Diagnosis> found, boolean sound) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.object()
              .put("sound", sound)
              .put("diagnoses", found.stream().map(Diagnosis::toJson).toList())
              .build()
              .canonical());
      return;
    }
    Colours colours = CommandContext.colours(spec);
    for (Diagnosis one : found) {
      String mark = "%-8s".formatted(one.severity().id());
      out.println(coloured(one, mark, colours) + " " + Console.sentence(one.text()));
      if (!one.remedy().isEmpty()) {
        out.println("         -> " + Console.sentence(one.remedy()));
      }
    }
  }

  private static String coloured(Diagnosis one, String mark, Colours colours) {
    return switch (one.severity()) {
      case OK -> colours.verdict(true, mark);
      case NOTE -> mark;
      case WARNING -> colours.doubt(mark);
      case PROBLEM -> colours.verdict(false, mark);
    };
  }
}
