package dev.loopgen.core.internal.ledger.entry;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The digest of the command results, compatible with npm loopgen. */
public final class VerificationDigest {

  private static final List<String> MEMBERS = List.of("command", "exitCode", "timedOut");

  private VerificationDigest() {}

  /**
   * Computes the digest.
   *
   * @param commands the entries of {@code verification.commands}
   * @return the SHA-256 of the canonical list of command, exit code and timeout, in lower-case
   *     hexadecimal
   */
  public static String of(List<Json> commands) {
    List<Json> reduced = new ArrayList<>();
    for (Json command : commands) {
      Json.ObjectBuilder builder = Json.object();
      if (command instanceof Json.Obj object) {
        MEMBERS.forEach(name -> builder.putIfPresent(name, object.find(name)));
      }
      reduced.add(builder.build());
    }
    return new Json.Array(reduced).sha256();
  }
}
