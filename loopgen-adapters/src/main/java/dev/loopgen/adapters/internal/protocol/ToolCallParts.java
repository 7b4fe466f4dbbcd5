package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.api.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Tool calls that arrive in pieces. Servers differ: some number the calls, some give each piece a
 * position of 0 and only a new id, some give no position at all.
 */
final class ToolCallParts {

  private final List<Call> calls = new ArrayList<>();

  /** Adds to the call at a position; a negative position means the call that was last added to. */
  void add(int position, String id, String name, String arguments) {
    Call call = find(position, id);
    if (call.id.isEmpty()) {
      call.id = id;
    }
    call.name.append(call.name.toString().equals(name) ? "" : name);
    call.arguments.append(arguments);
  }

  private Call find(int position, String id) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call call = calls.get(i);
      boolean here = position < 0 ? i == calls.size() - 1 : call.position == position;
      if (here && (id.isEmpty() || call.id.isEmpty() || call.id.equals(id))) {
        return call;
      }
    }
    Call added = new Call(position);
    calls.add(added);
    return added;
  }

  List<ToolCall> list() {
    return calls.stream()
        .map(call -> new ToolCall(call.id, call.name.toString(), call.arguments.toString()))
        .toList();
  }

  private static final class Call {

    private final int position;
    private String id = "";
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();

    private Call(int position) {
      this.position = position;
    }
  }
}
