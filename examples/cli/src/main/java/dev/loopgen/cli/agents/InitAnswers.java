package dev.loopgen.cli.agents;

import dev.loopgen.adapters.agents.AgentAdapter;
import dev.loopgen.adapters.agents.Generator;
import dev.loopgen.adapters.agents.LoopTemplate;
import dev.loopgen.adapters.scan.CommandKind;
import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.core.LoopSpecs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to start with.
 *
 * @param template the first loop
 * @param command the command that checks it; null to use what the scan found
 * @param adapters the agents
 * @param tests whether the tests are judged from their reports
 */
record InitAnswers(
    LoopTemplate template, @Nullable String command, List<AgentAdapter> adapters, boolean tests) {

  /** Asks; empty if the input has ended. */
  static Optional<InitAnswers> ask(ProjectScan scan, Questions questions) {
    Optional<LoopTemplate> template =
        questions.ask(
            "Which loop first? (`loopgen create` shows all)",
            "test-repair",
            GenerationOptions::template);
    if (template.isEmpty()) {
      return Optional.empty();
    }
    LoopTemplate chosen = template.get();
    Optional<LoopSpec> there = inSpec(scan.root(), chosen.id());
    if (there.isPresent()) {
      return agents(
              "The spec has this loop already, and its commands stay: "
                  + String.join(" && ", there.get().commands())
                  + ". Which agents?",
              scan,
              questions)
          .map(agents -> new InitAnswers(chosen, null, agents, false));
    }
    List<String> known = known(chosen, scan);
    Optional<String> command =
        questions.ask("Which command fails when something is wrong?", String.join(" && ", known));
    Optional<List<AgentAdapter>> agents =
        command.flatMap(ignored -> agents("Which agents?", scan, questions));
    if (agents.isEmpty()) {
      return Optional.empty();
    }
    boolean own = !command.get().isEmpty() && !command.get().equals(String.join(" && ", known));
    boolean judged =
        !own
            && chosen.checks().contains(CommandKind.TEST)
            && scan.tests().stream().anyMatch(tests -> !tests.reports().isEmpty())
            && questions.confirm("Judge the tests by the reports of their runner?");
    return Optional.of(new InitAnswers(chosen, own ? command.get() : null, agents.get(), judged));
  }

  private static Optional<List<AgentAdapter>> agents(
      String question, ProjectScan scan, Questions questions) {
    return questions.ask(
        question + " (agents-md, codex, claude, cursor, windsurf, none)",
        proposed(scan.root()),
        GenerationOptions::adapters);
  }

  private static Optional<LoopSpec> inSpec(Path project, String loop) {
    Path file = project.resolve(LoopSpecs.FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return LoopSpecs.read(TextFile.readBytes("spec", file), LoopSpecs.FILE).stream()
        .filter(spec -> spec.id().equals(loop))
        .findFirst();
  }

  private static List<String> known(LoopTemplate template, ProjectScan scan) {
    return template.checks().stream()
        .flatMap(kind -> scan.commands(kind).stream())
        .distinct()
        .toList();
  }

  /** Proposes the agents that have files in the project, or else the file that most read. */
  private static String proposed(Path project) {
    List<String> found = new ArrayList<>();
    addIf(found, AgentAdapter.CODEX, project.resolve(".codex"));
    addIf(found, AgentAdapter.CLAUDE, project.resolve(".claude"));
    addIf(found, AgentAdapter.CURSOR, project.resolve(".cursor"));
    addIf(found, AgentAdapter.WINDSURF, project.resolve(".windsurfrules"));
    if (found.isEmpty() || Files.exists(project.resolve("AGENTS.md"), LinkOption.NOFOLLOW_LINKS)) {
      found.add(AgentAdapter.AGENTS_MD.id());
    }
    return String.join(",", found);
  }

  private static void addIf(List<String> found, AgentAdapter adapter, Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      found.add(adapter.id());
    }
  }

  void configure(Generator generator) {
    generator.adapters(adapters);
    if (command != null) {
      generator.commands(List.of(command));
    }
    if (tests) {
      generator.tests();
    }
  }
}
