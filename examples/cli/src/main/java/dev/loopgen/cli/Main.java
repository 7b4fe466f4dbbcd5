package dev.loopgen.cli;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.core.Loopgen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code loopgen} command. */
@Command(
    name = "loopgen",
    description = "Tells, with evidence, whether a change passed this repository's own checks.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      AuditCommand.class,
      AttestCommand.class,
      LedgerCommand.class,
      PolicyCommand.class,
      KeysCommand.class
    })
public final class Main implements Runnable {

  /**
   * Chooses the console that is null without a terminal. From JDK 22 to 24 another one is the
   * default, which is there for pipes and files too.
   */
  private static final String CONSOLE_PROVIDER = "jdk.console";

  @Spec private CommandSpec spec;

  private final Map<String, String> environment;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the whole command line. */
  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new Main(environment));
  }

  /** Returns the environment that a command goes by. */
  static Map<String, String> environment(CommandSpec command) {
    return ((Main) command.root().userObject()).environment;
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.setProperty(CONSOLE_PROVIDER, "java.base");
    System.exit(execute(stream(FileDescriptor.out), stream(FileDescriptor.err), arguments));
  }

  /** Writes UTF-8 whatever the platform's encoding is: names and marks are not ASCII. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  static int execute(PrintStream out, PrintStream err, String... arguments) {
    return execute(out, err, System.getenv(), arguments);
  }

  static int execute(
      PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
    CommandLine line = commandLine(environment);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(Main::badArguments);
    line.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
    int code = line.execute(arguments);
    line.getOut().flush();
    line.getErr().flush();
    return code;
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
    return ExitCode.ERROR;
  }

  private static String sentence(ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return "these arguments are not understood: "
          + String.join(" ", unmatched.getUnmatched())
          + ".";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("bad arguments");
    return message.endsWith(".") ? message : message + ".";
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof InterruptedException) {
      return interrupted(command);
    }
    if (e instanceof RefusedException) {
      return say(e, command, ExitCode.REFUSED);
    }
    if (e instanceof LoopgenException || e instanceof IllegalArgumentException) {
      return say(e, command, ExitCode.ERROR);
    }
    e.printStackTrace(command.getErr());
    return ExitCode.ERROR;
  }

  private static int say(Exception e, CommandLine command, int code) {
    command.getErr().println("loopgen: " + Console.escape(String.valueOf(e.getMessage())));
    return code;
  }

  static int interrupted(CommandLine command) {
    command.getErr().println("loopgen: interrupted; no entry was written.");
    return ExitCode.ERROR;
  }

  /** Tells the version of the library. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"loopgen " + Loopgen.version()};
    }
  }
}
