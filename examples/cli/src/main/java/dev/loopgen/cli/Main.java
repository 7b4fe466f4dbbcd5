package dev.loopgen.cli;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.internal.text.SimilarNames;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.CommandStarter;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.EnvironmentSource;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.FailureRecordingStream;
import dev.loopgen.cli.support.OptionAliases;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.VersionProvider;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code loopgen} command. */
@Command(
    name = "loopgen",
    description = "Tells, with evidence, whether a change passed this repository's own checks.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
public final class Main implements EnvironmentSource, CommandStarter, Runnable {

  /**
   * System properties of the JDK and of libraries. The console is the one that is null without a
   * terminal; JDK 22 to 24 default to one that also exists for pipes and files. The others avoid
   * searching every jar for absent classes, and the messages about it.
   */
  static final Map<String, String> PROPERTIES =
      Map.of(
          "jdk.console", "java.base",
          "slf4j.provider", "org.slf4j.nop.NOPServiceProvider",
          "slf4j.internal.verbosity", "WARN",
          "picocli.disable.closures", "true");

  private static final Set<String> VERSION = Set.of("-V", "--version");

  @Spec private CommandSpec spec;

  private final Map<String, String> environment;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the command line with all its commands. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main(Map.of()));
    CommandTree.addAll(line);
    return line;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line
   * @throws IOException if it must be restarted for its file names and cannot be
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PROPERTIES.forEach(System::setProperty);
    MemoryShortage.endsTheProcess();
    OptionalInt done = Utf8Process.again(arguments);
    System.exit(
        done.isPresent()
            ? done.getAsInt()
            : execute(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Utf8Process.arguments(arguments)));
  }

  static int execute(OutputStream out, OutputStream err, String... arguments) {
    Map<String, String> environment =
        Utf8Process.environment(System.getenv(), System.getProperty(Utf8Process.CALLERS_LOCALE));
    return execute(out, err, environment, arguments);
  }

  /**
   * Runs the command and returns its exit code. Writes UTF-8 whatever the platform's encoding is,
   * because names and marks are not ASCII.
   */
  public static int execute(
      OutputStream out, OutputStream err, Map<String, String> environment, String... given) {
    FailureRecordingStream watched = new FailureRecordingStream(out);
    PrintWriter lines = new PrintWriter(watched, true, StandardCharsets.UTF_8);
    PrintWriter messages = new PrintWriter(err, true, StandardCharsets.UTF_8);
    int code;
    try {
      code =
          given.length == 1 && VERSION.contains(given[0])
              ? printVersion(lines)
              : new Main(environment).execute(lines, messages, given);
    } catch (OutOfMemoryError e) {
      code = MemoryShortage.report(messages);
    }
    lines.flush();
    if (watched.hasLost() && code == ExitCode.PASS) {
      messages.println("loopgen: the output could not be written.");
      code = given.length > 0 && given[0].equals("hook") ? 1 : ExitCode.ERROR;
    }
    messages.flush();
    return code;
  }

  /** Picocli would print the same, and take longer to start than all the rest. */
  private static int printVersion(PrintWriter out) {
    for (String line : new VersionProvider().getVersion()) {
      out.println(line);
    }
    return ExitCode.PASS;
  }

  @Override
  public int execute(PrintWriter out, PrintWriter err, String... given) {
    String[] arguments = OptionAliases.replaced(given);
    CommandLine line = new CommandLine(new Main(environment));
    CommandTree.add(line, List.of(arguments));
    line.setOut(out);
    line.setErr(err);
    boolean coloured = Colours.of(environment, System.console() != null).areShown();
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            coloured ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(Main::badArguments);
    line.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int badArguments(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println("loopgen: " + Console.escape(sentence(e)) + " See " + name + " --help.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return "unknown arguments: "
          + String.join(" ", unmatched.getUnmatched())
          + "."
          + meant(unmatched);
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("bad arguments");
    return message.endsWith(".") ? message : message + ".";
  }

  /** Names the command or option that a misspelt one may have meant. */
  private static String meant(CommandLine.UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String first = e.getUnmatched().get(0).split("=", 2)[0];
    List<String> known =
        first.startsWith("-")
            ? List.copyOf(command.optionsMap().keySet())
            : List.copyOf(command.subcommands().keySet());
    return SimilarNames.closest(first, known).map(name -> " Did you mean " + name + "?").orElse("");
  }

  private static int failed(Exception e, CommandLine command) {
    if (MemoryShortage.caused(e)) {
      return MemoryShortage.report(command.getErr());
    }
    if (e instanceof InterruptedException) {
      return CommandContext.interrupted(command);
    }
    if (e instanceof RefusedException) {
      return say(e, command, ExitCode.REFUSED);
    }
    if (e instanceof LoopgenException || e instanceof IllegalArgumentException) {
      return say(e, command, ExitCode.ERROR);
    }
    if (e instanceof UncheckedIOException io) {
      command.getErr().println("loopgen: " + Console.sentence(String.valueOf(io.getCause())));
      return ExitCode.ERROR;
    }
    e.printStackTrace(command.getErr());
    return ExitCode.ERROR;
  }

  private static int say(Exception e, CommandLine command, int code) {
    command.getErr().println("loopgen: " + Console.sentence(String.valueOf(e.getMessage())));
    return code;
  }
}
