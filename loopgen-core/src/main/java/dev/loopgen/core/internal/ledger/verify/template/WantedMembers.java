package dev.loopgen.core.internal.ledger.verify.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A selection of an object's members, whole or in part; in a list it applies to each element. */
public final class WantedMembers {

  private final Map<String, WantedMembers> parts = new HashMap<>();

  /** Selects whole members. */
  public WantedMembers whole(String... names) {
    for (String name : names) {
      part(name, new WantedMembers());
    }
    return this;
  }

  /** Selects a part of a member. */
  public WantedMembers part(String name, WantedMembers part) {
    parts.put(name, part);
    return this;
  }

  boolean isWhole() {
    return parts.isEmpty();
  }

  @Nullable WantedMembers find(String name) {
    return parts.get(name);
  }
}
