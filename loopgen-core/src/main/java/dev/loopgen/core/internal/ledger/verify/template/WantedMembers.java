package dev.loopgen.core.internal.ledger.verify.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an object that are wanted, whole or in part; of a list, in each element. */
public final class WantedMembers {

  private final Map<String, WantedMembers> parts = new HashMap<>();

  /** Wants members whole. */
  public WantedMembers whole(String... names) {
    for (String name : names) {
      part(name, new WantedMembers());
    }
    return this;
  }

  /** Wants a part of a member. */
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
