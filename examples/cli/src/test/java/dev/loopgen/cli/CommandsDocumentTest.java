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
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.CommandSpec;

/** Holds the pages about the command line to the commands and options that there are. */
final class CommandsDocumentTest {

  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Path FOUND = Path.of("target");
  private static final List<String> GUIDES =
      List.of("commands.md", "commands-audit.md", "commands-policy.md");
  private static final Pattern OPTION = Pattern.compile("`(--[a-z][a-z-]+)");

  /** A generated page, and the commands that stand on it. */
  enum Page {
    RUN(
        "options-run.md",
        "Options: runs, models and hooks",
        "run",
        "resume",
        "undo",
        "hook",
        "model"),
    AUDIT("options-audit.md", "Options: ledgers and gates", "audit", "attest", "ledger"),
    REST("options-rest.md", "Options: policies, keys and projects");

    private final String file;
    private final String title;
    private final Set<String> groups;

    Page(String file, String title, String... groups) {
      this.file = file;
      this.title = title;
      this.groups = Set.of(groups);
    }

    private boolean has(CommandSpec command) {
      String group = command.qualifiedName().split(" ")[1];
      return this == REST
          ? Stream.of(values()).noneMatch(page -> page.groups.contains(group))
          : groups.contains(group);
    }
  }

  @ParameterizedTest
  @EnumSource
  void options_areThoseOfTheCommands(Page page) throws IOException {
    String generated =
        CommandReference.page(page.title, CommandReference.commands().filter(page::has).toList());
    Files.createDirectories(FOUND);
    Files.writeString(FOUND.resolve(page.file), generated);

    assertThat(DOCS.resolve(page.file))
        .as(
            "docs/%s is generated. If the commands changed on purpose, copy"
                + " examples/cli/target/%s there.",
            page.file, page.file)
        .hasContent(generated);
  }

  @Test
  void guides_nameEveryCommand() throws IOException {
    String guides = guides();

    assertThat(CommandReference.commands().map(CommandSpec::qualifiedName))
        .allSatisfy(
            command ->
                assertThat(guides)
                    .containsPattern(
                        Pattern.quote(command.substring("loopgen ".length())) + "\\b"));
  }

  @Test
  void guides_nameOnlyOptionsThatThereAre() throws IOException {
    Set<String> options =
        CommandReference.commands()
            .flatMap(command -> command.options().stream())
            .flatMap(option -> Stream.of(option.names()))
            .collect(Collectors.toSet());

    Set<String> named = new TreeSet<>();
    OPTION.matcher(guides()).results().forEach(found -> named.add(found.group(1)));

    assertThat(named).isNotEmpty().isSubsetOf(options);
  }

  private static String guides() throws IOException {
    StringBuilder guides = new StringBuilder();
    for (String guide : GUIDES) {
      guides.append(Files.readString(DOCS.resolve(guide)));
    }
    return guides.toString();
  }
}
