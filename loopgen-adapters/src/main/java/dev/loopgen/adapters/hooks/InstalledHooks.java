package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our entries in the settings file of an agent. */
final class InstalledHooks {

  private final String file;
  private final VendorEntries form;
  private final Json.Obj hooks;

  private InstalledHooks(String file, VendorEntries form, Json.Obj hooks) {
    this.file = file;
    this.form = form;
    this.hooks = hooks;
  }

  /** Reads them; an agent without such a file has none. */
  static InstalledHooks of(Path root, HookAgent agent) {
    String file = agent.settingsFile();
    Json.Obj hooks =
        HookObstacles.json(root.resolve(file))
            .flatMap(settings -> settings.object("hooks"))
            .orElse(Json.object().build());
    return new InstalledHooks(file, VendorEntries.of(agent), hooks);
  }

  boolean isEmpty() {
    return groups(HookEvent.PRE_TOOL).isEmpty() && groups(HookEvent.STOP).isEmpty();
  }

  /** Returns an obstacle for each event whose entry is missing or stands in the wrong place. */
  List<String> obstacles() {
    List<String> found = new ArrayList<>();
    if (isEmpty()) {
      return found;
    }
    for (HookEvent event : HookEvent.values()) {
      List<Json.Obj> groups = groups(event);
      if (groups.isEmpty()) {
        found.add(
            file + " has no hook of loopgen for " + name(event) + ". Install the hooks again.");
      }
      groups.stream()
          .flatMap(group -> group.string("matcher").stream())
          .filter(matcher -> !matcher.equals(event == HookEvent.STOP ? "" : form.matcher()))
          .forEach(
              matcher ->
                  found.add(
                      file
                          + " has the hook for "
                          + name(event)
                          + " only where \""
                          + matcher
                          + "\" matches. Remove it and install the hooks again."));
    }
    return found;
  }

  private String name(HookEvent event) {
    return event == HookEvent.STOP ? form.stop() : form.preTool();
  }

  /** Returns the groups, or the single entries, that hold ours. */
  private List<Json.Obj> groups(HookEvent event) {
    return hooks.array(name(event)).orElse(List.of()).stream()
        .flatMap(group -> object(group).stream())
        .filter(group -> isOurs(group) || entries(group).stream().anyMatch(this::isOurs))
        .toList();
  }

  private static List<Json.Obj> entries(Json.Obj group) {
    return group.array("hooks").orElse(List.of()).stream()
        .flatMap(entry -> object(entry).stream())
        .toList();
  }

  private boolean isOurs(Json.Obj entry) {
    return entry.string(form.commandMember()).filter(HookObstacles::isOurs).isPresent();
  }

  private static Optional<Json.Obj> object(Json json) {
    return json instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
  }
}
