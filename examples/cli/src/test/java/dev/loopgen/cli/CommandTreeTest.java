package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.audit.AuditCommand;
import dev.loopgen.cli.fixture.CliProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

final class CommandTreeTest {

  static Stream<CommandLine> commands() {
    return below(Main.commandLine());
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CommandTreeTest::below));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_isThatOfTheWholeTree(CommandLine whole) {
    List<String> arguments = new ArrayList<>(path(whole));
    arguments.add("--help");

    assertThat(CliProject.execute(arguments.toArray(String[]::new)).out())
        .isEqualToNormalizingNewlines(whole.getUsageMessage(Ansi.OFF));
  }

  @Test
  void noArguments_printTheHelp() {
    assertThat(CliProject.execute().out())
        .isEqualToNormalizingNewlines(Main.commandLine().getUsageMessage(Ansi.OFF))
        .contains("audit", "witness", "completion");
    assertThat(CliProject.execute("audit").out()).contains("verify", "aggregate", "prove");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void version_ofEveryCommand_isTheSame(String option) {
    String version = CliProject.execute(option).out();

    assertThat(version).startsWith("loopgen ");
    assertThat(CliProject.execute("run", option).out()).isEqualTo(version);
    assertThat(CliProject.execute("audit", option).out()).isEqualTo(version);
    assertThat(CliProject.execute("audit", "verify", option).out()).isEqualTo(version);
  }

  @Test
  void add_namedCommand_isTheOnlyOneAtEachLevel() {
    CommandLine line = line("audit", "verify", ".");

    assertThat(line.getSubcommands()).containsOnlyKeys("audit");
    assertThat(line.getSubcommands().get("audit").getSubcommands()).containsOnlyKeys("verify");
    assertThat(options(line, "verify")).isNotEmpty();
  }

  @Test
  void add_help_listsCommandsWithoutTheirOptions() {
    CommandLine line = line("audit", "--help");

    assertThat(line.getSubcommands().get("audit").getSubcommands()).hasSizeGreaterThan(5);
    assertThat(options(line, "verify")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verfy", "--json", "@arguments", "--"})
  void add_unknownArgument_buildsEverythingBelow(String argument) {
    CommandLine line = line("audit", argument, "verify");

    assertThat(line.getSubcommands().get("audit").getSubcommands()).hasSizeGreaterThan(5);
    assertThat(options(line, "verify")).isNotEmpty();
  }

  @Test
  void misspeltCommand_isToldWhatItMayMean() {
    assertThat(CliProject.execute("adit").err()).contains("Did you mean audit?");
    assertThat(CliProject.execute("audit", "verfy").err()).contains("Did you mean verify?");
  }

  private static CommandLine line(String... arguments) {
    CommandLine line = new CommandLine(CommandSpec.create());
    CommandTree.add(line, Map.of("audit", AuditCommand.class), List.of(arguments));
    return line;
  }

  private static List<?> options(CommandLine line, String command) {
    return line.getSubcommands()
        .get("audit")
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .options();
  }

  private static List<String> path(CommandLine command) {
    CommandLine parent = command.getParent();
    if (parent == null) {
      return List.of();
    }
    List<String> path = new ArrayList<>(path(parent));
    path.add(command.getCommandName());
    return path;
  }
}
