package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Holds {@code docs/commands.md} to the commands and options that there are. */
final class CommandsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "commands.md");
  private static final Pattern OPTION = Pattern.compile("`(--?[a-zA-Z-]+)[^`]*`");

  static Stream<CommandSpec> commands() {
    return below(Main.commandLine().getCommandSpec());
  }

  private static Stream<CommandSpec> below(CommandSpec command) {
    return Stream.concat(
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(CommandsDocumentTest::below),
        command.subcommands().isEmpty() ? Stream.of(command) : Stream.empty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void section_listsExactlyTheOptionsOfItsCommand(CommandSpec command) throws IOException {
    Set<String> options =
        command.options().stream()
            .flatMap(option -> Stream.of(option.names()))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> documented = new TreeSet<>(documented("## `" + command.qualifiedName() + "`"));
    documented.addAll(documented("# The `loopgen` command"));

    assertThat(documented).isEqualTo(options);
  }

  @Test
  void sections_areExactlyTheCommands() throws IOException {
    assertThat(Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("## ")))
        .containsExactlyInAnyOrderElementsOf(
            commands().map(command -> "## `" + command.qualifiedName() + "`").toList());
  }

  /** The options in the first cells of the tables of a section. */
  private static List<String> documented(String heading) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("| `-"))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .flatMap(cell -> OPTION.matcher(cell).results())
        .map(found -> found.group(1))
        .toList();
  }
}
