package dev.loopgen.cli;

import dev.loopgen.cli.agents.ApplyCommand;
import dev.loopgen.cli.agents.CreateCommand;
import dev.loopgen.cli.agents.InitCommand;
import dev.loopgen.cli.agents.PreviewCommand;
import dev.loopgen.cli.agents.ScanCommand;
import dev.loopgen.cli.agents.TestsCommand;
import dev.loopgen.cli.attest.AttestCommand;
import dev.loopgen.cli.audit.AuditCommand;
import dev.loopgen.cli.decision.DecisionCommand;
import dev.loopgen.cli.doctor.DoctorCommand;
import dev.loopgen.cli.hook.HookCommand;
import dev.loopgen.cli.keys.KeysCommand;
import dev.loopgen.cli.ledger.LedgerCommand;
import dev.loopgen.cli.model.ModelCommand;
import dev.loopgen.cli.policy.PolicyCommand;
import dev.loopgen.cli.run.ResumeCommand;
import dev.loopgen.cli.run.RunCommand;
import dev.loopgen.cli.run.UndoCommand;
import dev.loopgen.cli.support.Subcommands;
import dev.loopgen.cli.witness.WitnessCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Adds the commands below a command. Picocli reads every option of a command by reflection, which
 * takes longer than most commands; so a start builds only those that its arguments name.
 */
final class CommandTree {

  /** What prints only the names and descriptions of the commands, or nothing of them. */
  private static final Set<String> GENERAL = Set.of("-h", "--help", "-V", "--version");

  private static final Map<String, Class<?>> COMMANDS = commands();

  private CommandTree() {}

  /** In the order of the help text. */
  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand.class);
    commands.put("resume", ResumeCommand.class);
    commands.put("undo", UndoCommand.class);
    commands.put("audit", AuditCommand.class);
    commands.put("attest", AttestCommand.class);
    commands.put("ledger", LedgerCommand.class);
    commands.put("policy", PolicyCommand.class);
    commands.put("decision", DecisionCommand.class);
    commands.put("hook", HookCommand.class);
    commands.put("model", ModelCommand.class);
    commands.put("keys", KeysCommand.class);
    commands.put("witness", WitnessCommand.class);
    commands.put("init", InitCommand.class);
    commands.put("scan", ScanCommand.class);
    commands.put("create", CreateCommand.class);
    commands.put("preview", PreviewCommand.class);
    commands.put("apply", ApplyCommand.class);
    commands.put("tests", TestsCommand.class);
    commands.put("doctor", DoctorCommand.class);
    commands.put("completion", CompletionCommand.class);
    return commands;
  }

  /** Adds all commands with all that is below them. */
  static void addAll(CommandLine line) {
    addAll(line, COMMANDS);
  }

  /** Adds what these arguments need of all commands. */
  static void add(CommandLine line, List<String> arguments) {
    add(line, COMMANDS, arguments);
  }

  private static void addAll(CommandLine parent, Map<String, Class<?>> commands) {
    commands.forEach(
        (name, type) -> {
          CommandLine command = new CommandLine(type);
          addAll(command, below(type));
          parent.addSubcommand(name, command);
        });
  }

  /**
   * Adds what these arguments need: the command that the first names, with what the rest need;
   * names and descriptions where no command is named; everything if that cannot be told.
   */
  static void add(CommandLine parent, Map<String, Class<?>> commands, List<String> arguments) {
    if (commands.isEmpty()) {
      return;
    }
    String first = arguments.isEmpty() ? "--help" : arguments.get(0);
    Class<?> type = commands.get(first);
    if (type != null) {
      CommandLine command = new CommandLine(type);
      add(command, below(type), arguments.subList(1, arguments.size()));
      parent.addSubcommand(first, command);
    } else if (arguments.size() <= 1 && GENERAL.contains(first)) {
      commands.forEach((name, listed) -> parent.addSubcommand(name, outline(listed)));
    } else {
      addAll(parent, commands);
    }
  }

  private static Map<String, Class<?>> below(Class<?> type) {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    Subcommands declared = type.getAnnotation(Subcommands.class);
    if (declared != null) {
      for (Class<?> command : declared.value()) {
        commands.put(command.getAnnotation(Command.class).name(), command);
      }
    }
    return commands;
  }

  private static CommandSpec outline(Class<?> type) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(type.getAnnotation(Command.class).description());
    return spec;
  }
}
