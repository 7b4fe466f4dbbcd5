package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.agents.GeneratedFile.Ownership;
import dev.loopgen.adapters.internal.text.YamlText;
import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.api.internal.text.OutputIgnoreRules;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that every project gets: spec, read-me, ignore rules, playbooks, states. */
final class CommonFiles {

  static final String SPEC = ".loopgen/loopgen.loop.yaml";

  private CommonFiles() {}

  static List<GeneratedFile> of(String project, List<LoopText> loops) {
    List<GeneratedFile> files = new ArrayList<>();
    files.add(new GeneratedFile(".loopgen/.gitignore", OutputIgnoreRules.TEXT, Ownership.ONCE));
    files.add(GenerationMark.markdown(".loopgen/README.md", readme(project)));
    for (LoopText loop : loops) {
      files.add(
          GenerationMark.markdown(".loopgen/playbooks/" + loop.id() + ".md", SkillText.body(loop)));
      files.add(new GeneratedFile(loop.loop().stateFile(), state(loop.loop()), Ownership.ONCE));
    }
    return files;
  }

  /** Returns rules for what the commands leave, where nothing keeps it out of a commit yet. */
  static Optional<GeneratedFile> ignoreRules(ProjectScan scan, List<LoopText> loops) {
    String rules =
        Stream.concat(
                scan.modules().stream().flatMap(module -> module.unignored().stream()),
                loops.stream().flatMap(CommonFiles::reports))
            .distinct()
            .map(rule -> rule + "\n")
            .collect(Collectors.joining());
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new GeneratedFile(".gitignore", rules, Ownership.SECTION));
  }

  /** Returns the reports that lie in no directory of outputs. */
  private static Stream<String> reports(LoopText loop) {
    return loop.texts("verification", "tests", "reports").stream()
        .filter(report -> report.matches("[A-Za-z0-9_./-]*junit\\.xml"));
  }

  static GeneratedFile spec(String project, List<LoopText> loops) {
    return new GeneratedFile(
        SPEC, GenerationMark.HASH.on(specText(project, loops)), Ownership.WHOLE);
  }

  private static String specText(String project, List<LoopText> loops) {
    return "# What must hold for a change. Read from the base of the change, so commit it first.\n"
        + YamlText.of(
            Json.object()
                .put("version", "0.1")
                .put("project", project)
                .put("generatedBy", "loopgen")
                .put("loops", loops.stream().map(loop -> loop.loop().source()).toList())
                .build());
  }

  private static String readme(String project) {
    return """
        # The loops of %s

        `loopgen.loop.yaml` says which commands must pass and which files nobody may touch.
        `loopgen run LOOP` judges the work tree by it and notes the verdict in `audit.jsonl`;
        `loopgen audit check` asks whether this very tree was judged and passed.

        Commit everything here; `.gitignore` leaves out what belongs to one clone only.

        - `playbooks/` says for people what each loop is for.
        - `state/` lists the attempts.
        - A change cannot change its own checks: `loopgen.loop.yaml` is read from the commit that the
          change is based on.
        """
        .formatted(project);
  }

  /** The form that npm loopgen and a run know. */
  private static String state(LoopSpec loop) {
    return "# "
        + loop.title()
        + " state\n\nLoop id: "
        + loop.id()
        + "\n\n## Attempts\n\n- No attempts yet.\n";
  }
}
