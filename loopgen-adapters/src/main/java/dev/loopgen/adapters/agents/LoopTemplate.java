package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.scan.CommandKind;
import java.util.List;
import java.util.Optional;

/**
 * What a loop of some kind is for, and which commands check it.
 *
 * @param id the loop's id
 * @param title a title for people
 * @param summary one sentence
 * @param category what it is about
 * @param audience whom it is for, for example {@code developer} or {@code qa}
 * @param difficulty {@code intro}, {@code standard} or {@code advanced}
 * @param isRecommended whether it suits a first try
 * @param expectedOutcome what is there when the loop is done
 * @param goal the purpose, with {@code {project}} for the project's name
 * @param trigger what sets it off, a word for machines
 * @param triggerSources where the work comes from
 * @param context what to read first
 * @param actions the steps
 * @param checks the kinds of commands that check it, in order
 * @param allowsNetwork whether its commands need the network
 */
public record LoopTemplate(
    String id,
    String title,
    String summary,
    TemplateCategory category,
    List<String> audience,
    String difficulty,
    boolean isRecommended,
    String expectedOutcome,
    String goal,
    String trigger,
    List<String> triggerSources,
    List<String> context,
    List<String> actions,
    List<CommandKind> checks,
    boolean allowsNetwork) {

  /** Copies the lists. */
  public LoopTemplate {
    audience = List.copyOf(audience);
    triggerSources = List.copyOf(triggerSources);
    context = List.copyOf(context);
    actions = List.copyOf(actions);
    checks = List.copyOf(checks);
  }

  /**
   * Lists the templates of this library.
   *
   * @return all of them, by category
   */
  public static List<LoopTemplate> all() {
    return TemplateResources.ALL;
  }

  /**
   * Looks up a template.
   *
   * @param id the loop's id
   * @return the template; empty if there is none of that name
   */
  public static Optional<LoopTemplate> find(String id) {
    return all().stream().filter(template -> template.id.equals(id)).findFirst();
  }
}
