package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.scan.CommandKind;
import dev.loopgen.adapters.scan.ProjectModule;
import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.adapters.scan.TestsProposal;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the loops of a project from templates, with the members that npm loopgen writes. */
final class LoopSource {

  /**
   * What stands in for a command that nobody knows: it fails in every shell, so that a loop without
   * checks cannot pass.
   */
  static final String NO_CHECK =
      "echo \"This loop has no check yet. Write a command here that fails when something is wrong.\""
          + " && exit 1";

  private static final String NO_CI = "the CI system";

  private static final List<String> FORBIDDEN =
      List.of(
          ".env",
          ".env.*",
          "**/.env",
          "**/.env.*",
          "secrets/**",
          "production/**",
          "credentials/**",
          "**/id_rsa",
          "**/id_ed25519");

  private static final List<String> COMMON_ACTIONS =
      List.of(
          "Work on a branch of your own, and keep the change as small as its purpose allows.",
          "Read the state file before you start; it says what was tried already.",
          "Run the commands under verification, and do not say that you are done before they pass.",
          "Stop and ask as soon as one of the conditions for asking holds.");

  private static final List<String> ASK =
      List.of(
          "no command checks the change, or it is unclear which one does",
          "the change needs keys, passwords or production data",
          "more than 20 files would change",
          "the same check fails again after the last attempt");

  private final ProjectScan scan;
  private final String project;
  private final List<String> given;
  private final boolean withTests;

  LoopSource(ProjectScan scan, List<String> given, boolean withTests) {
    this.scan = scan;
    this.project = SafeText.name(scan.name());
    this.given = given;
    this.withTests = withTests && given.isEmpty();
  }

  Json.Obj of(LoopTemplate template) {
    return Json.object()
        .put("id", template.id())
        .put("title", template.title())
        .put("category", template.category().id())
        .put("audience", Json.strings(template.audience()))
        .put("difficulty", template.difficulty())
        .put("expectedOutcome", template.expectedOutcome())
        .put("goal", template.goal().replace("{project}", project))
        .put("trigger", trigger(template))
        .put("contextSources", Json.strings(context(template)))
        .put("actions", Json.strings(joined(template.actions(), COMMON_ACTIONS)))
        .put("verification", verification(template))
        .put(
            "stopCriteria",
            Json.object()
                .put("maxIterations", 3)
                .put("timeoutMinutes", 45)
                .put("requireHumanInputOn", Json.strings(ASK))
                .build())
        .put("stateFile", ".loopgen/state/" + template.id() + ".md")
        .put("permissions", permissions(template))
        .build();
  }

  private Json.Obj trigger(LoopTemplate template) {
    List<String> sources = new ArrayList<>();
    for (String source : template.triggerSources()) {
      if (source.equals("{ci}")) {
        sources.addAll(scan.ciFiles().isEmpty() ? List.of(NO_CI) : safe(scan.ciFiles()));
      } else {
        sources.add(source);
      }
    }
    return Json.object()
        .put("type", template.trigger())
        .put("cadence", "manual")
        .put("sources", Json.strings(sources))
        .build();
  }

  private List<String> context(LoopTemplate template) {
    return joined(safe(scan.context()), template.context());
  }

  private static List<String> safe(List<String> names) {
    return names.stream().map(SafeText::line).toList();
  }

  private Json.Obj verification(LoopTemplate template) {
    List<String> known = known(template);
    Json.ObjectBuilder verification =
        Json.object().put("commands", Json.strings(known.isEmpty() ? List.of(NO_CHECK) : known));
    Set<String> outputs = new LinkedHashSet<>();
    scan.modules().stream().map(ProjectModule::outputs).forEach(outputs::addAll);
    if (!judgedTests(template).isEmpty()) {
      verification.put("tests", tests(template));
      judgedTests(template).stream().flatMap(t -> written(t).stream()).forEach(outputs::add);
    }
    if (!outputs.isEmpty()) {
      verification.put("outputs", Json.strings(outputs));
    }
    return verification
        .put("acceptanceCriteria", "Every command passes, and the state file says what was done.")
        .put("makerChecker", true)
        .put("requiresHumanCommandDefinition", known.isEmpty())
        .build();
  }

  /** A report that lies in no directory of outputs is itself one. */
  private static List<String> written(TestsProposal tests) {
    return tests.reports().stream().filter(report -> report.endsWith("junit.xml")).toList();
  }

  /** Returns the commands of a template that are known, with those that write reports. */
  private List<String> known(LoopTemplate template) {
    if (!given.isEmpty()) {
      return given;
    }
    Set<String> commands = new LinkedHashSet<>();
    for (CommandKind kind : template.checks()) {
      for (ProjectModule module : scan.modules()) {
        if (kind == CommandKind.TEST && withTests && module.tests().isPresent()) {
          commands.add(module.tests().get().command());
        } else {
          commands.addAll(module.commands(kind));
        }
      }
    }
    return List.copyOf(commands);
  }

  private List<TestsProposal> judgedTests(LoopTemplate template) {
    return withTests && template.checks().contains(CommandKind.TEST) ? scan.tests() : List.of();
  }

  private Json.Obj tests(LoopTemplate template) {
    return TestsProposal.joined(judgedTests(template));
  }

  private Json.Obj permissions(LoopTemplate template) {
    Set<String> allowed = new LinkedHashSet<>();
    for (CommandKind kind : CommandKind.values()) {
      allowed.addAll(scan.commands(kind));
    }
    allowed.addAll(known(template));
    return Json.object()
        .put("allowedCommands", Json.strings(allowed))
        .put("forbiddenPaths", Json.strings(FORBIDDEN))
        .put("allowNetwork", template.allowsNetwork())
        .put("allowPrCreation", false)
        .build();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
