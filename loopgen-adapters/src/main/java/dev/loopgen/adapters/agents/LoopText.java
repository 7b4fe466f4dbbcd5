package dev.loopgen.adapters.agents;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import java.util.List;

/** A loop in words: the parts that the files for agents are put together from. */
final class LoopText {

  private final LoopSpec loop;
  private final String project;

  LoopText(LoopSpec loop, String project) {
    this.loop = loop;
    this.project = project;
  }

  LoopSpec loop() {
    return loop;
  }

  String id() {
    return loop.id();
  }

  String title() {
    return SafeText.line(loop.title());
  }

  String goal() {
    return SafeText.line(loop.goal().isBlank() ? loop.title() + "." : loop.goal());
  }

  String project() {
    return project;
  }

  /** Returns the name of a skill, which is also its folder (Agent Skills). */
  String skill() {
    return "loopgen-" + loop.id();
  }

  String text(String member) {
    return loop.source().string(member).orElse("");
  }

  List<String> texts(String member) {
    return texts(loop.source(), member);
  }

  List<String> texts(String group, String member) {
    return loop.source().object(group).map(object -> texts(object, member)).orElse(List.of());
  }

  List<String> texts(String outer, String inner, String member) {
    return loop.source()
        .object(outer)
        .flatMap(object -> object.object(inner))
        .map(object -> texts(object, member))
        .orElse(List.of());
  }

  private static List<String> texts(Json.Obj object, String member) {
    return object.array(member).orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(element -> ((Json.Text) element).value())
        .toList();
  }

  boolean isDraft() {
    return loop.commands().contains(LoopSource.NO_CHECK);
  }

  /** Returns a part with a heading; nothing if the loop has nothing to say there. */
  private static String part(String level, String heading, String body) {
    return body.isBlank() ? "" : level + " " + heading + "\n\n" + body + "\n\n";
  }

  String steps() {
    return SafeText.numbered(texts("actions"));
  }

  /**
   * Returns the loop's parts, each with a heading.
   *
   * @param level the number signs of the headings
   */
  String body(String level) {
    String outcome = text("expectedOutcome");
    return SafeText.paragraph(goal())
        + (outcome.isEmpty() ? "" : "When it is done: " + SafeText.paragraph(outcome))
        + part(level, "Read first", SafeText.bullets(texts("contextSources")))
        + part(level, "Steps", steps())
        + part(level, "Verification", verification())
        + part(level, "Limits", limits())
        + asking()
        + "\n";
  }

  /** Returns what is to be run, and who has the last word. */
  String verification() {
    return SafeText.commands(loop.commands())
        + "\n\nThen run `loopgen run "
        + id()
        + "`. Only its verdict counts: it runs the same commands on what is on disk, and looks at"
        + " every file that changed."
        + (isDraft()
            ? "\n\nThis loop has no check yet and always fails. Ask a person for one."
            : "");
  }

  String limits() {
    return "- At most "
        + Plural.of(loop.maxIterations(), "attempt")
        + ".\n- Note each attempt in `"
        + loop.stateFile()
        + "`.\n"
        + (forbidden().isEmpty()
            ? ""
            : "- Neither read nor change: " + SafeText.codes(forbidden()) + ".\n")
        + "- Leave `.loopgen/loopgen.loop.yaml` and the CI's files alone, unless they are the"
        + " task.";
  }

  List<String> forbidden() {
    return texts("permissions", "forbiddenPaths");
  }

  String asking() {
    List<String> conditions = texts("stopCriteria", "requireHumanInputOn");
    return conditions.isEmpty()
        ? "Stop and ask a person when in doubt."
        : "Stop and ask a person when\n\n" + SafeText.bullets(conditions);
  }

  /** Returns what a skill or rule is for and when it is used, in plain words. */
  String description() {
    return goal() + " For the loop " + id() + ", and for tasks that read like it.";
  }
}
