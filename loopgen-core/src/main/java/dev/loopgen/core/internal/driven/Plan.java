package dev.loopgen.core.internal.driven;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ActionJson;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import java.util.List;

/** The actions of a reply as a journal keeps them. */
final class Plan {

  private Plan() {}

  static List<Json.Obj> write(List<ProposedAction> proposals) {
    return proposals.stream().map(Plan::write).toList();
  }

  static Json.Obj write(ProposedAction proposed) {
    return proposed instanceof Action action
        ? ActionJson.write(action)
        : Json.object()
            .put("type", ((MalformedAction) proposed).name())
            .put("malformed", ((MalformedAction) proposed).reason())
            .build();
  }

  static List<ProposedAction> read(List<Json> planned) {
    return planned.stream().map(Plan::read).toList();
  }

  private static ProposedAction read(Json planned) {
    if (planned instanceof Json.Obj object && object.string("malformed").isPresent()) {
      return new MalformedAction(
          object.string("type").orElse(""), object.string("malformed").orElseThrow());
    }
    return ActionJson.read(planned);
  }
}
