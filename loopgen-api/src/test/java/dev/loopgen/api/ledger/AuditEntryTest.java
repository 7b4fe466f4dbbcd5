package dev.loopgen.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AuditEntryTest {

  private static final Json.Obj COMMAND =
      Json.object().put("command", "x").put("exitCode", 0).put("timedOut", false).build();

  private static final Json.Obj PASS =
      Json.object()
          .put("entryId", "e")
          .put("passed", true)
          .put("forbidden", forbidden(true))
          .put("verification", verification(true, COMMAND))
          .build();

  static Stream<Arguments> contradictions() {
    return Stream.of(
        Arguments.of("passed", Json.FALSE),
        Arguments.of("passed", Json.of("true")),
        Arguments.of("passed", Json.NULL),
        Arguments.of("forbidden", Json.NULL),
        Arguments.of("forbidden", forbidden(false)),
        Arguments.of("forbidden", forbidden(true, ".env")),
        Arguments.of("forbidden", Json.object().put("ok", true).build()),
        Arguments.of("verification", Json.object().put("passed", true).build()),
        Arguments.of("verification", verification(true)),
        Arguments.of("verification", verification(false, COMMAND)),
        Arguments.of("verification", verification(true, command("exitCode", Json.of(1)))),
        Arguments.of("verification", verification(true, command("exitCode", Json.NULL))),
        Arguments.of("verification", verification(true, command("exitCode", Json.of("0")))),
        Arguments.of("verification", verification(true, command("timedOut", Json.TRUE))),
        Arguments.of("verification", verification(true, command("timedOut", Json.NULL))),
        Arguments.of("verification", verification(true, COMMAND, Json.TRUE)));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void isConsistentPass_anythingButAPlainPass_isFalse(String member, Json value) {
    assertThat(new AuditEntry(with(member, value)).isConsistentPass()).isFalse();
  }

  @Test
  void isConsistentPass_plainPass_isTrue() {
    assertThat(new AuditEntry(with("note", Json.TRUE)).isConsistentPass()).isTrue();
  }

  @Test
  void link_factsWithAHashOfTheirOwn_areHashedWithoutIt() {
    AuditEntry entry = AuditEntry.link(with("hash", Json.of("forged")), Optional.of("before"));

    assertThat(entry.hash()).contains(entry.computedHash()).isNotEqualTo(Optional.of("forged"));
    assertThat(entry.prevHash()).contains("before");
  }

  @Test
  void computedHash_anyMemberChanged_isAnother() {
    AuditEntry entry = AuditEntry.link(with("note", Json.of("a")), Optional.empty());

    assertThat(new AuditEntry(with(entry.json(), "note", Json.of("b"))).computedHash())
        .isNotEqualTo(entry.computedHash());
  }

  private static Json.Obj with(String member, Json value) {
    return with(PASS, member, value);
  }

  private static Json.Obj with(Json.Obj object, String member, Json value) {
    Map<String, Json> members = new HashMap<>(object.members());
    members.put(member, value);
    return new Json.Obj(members);
  }

  private static Json.Obj forbidden(boolean ok, String... violations) {
    return Json.object().put("ok", ok).put("violations", Json.strings(List.of(violations))).build();
  }

  private static Json.Obj verification(boolean passed, Json... commands) {
    return Json.object().put("passed", passed).put("commands", List.of(commands)).build();
  }

  private static Json.Obj command(String member, Json value) {
    return with(COMMAND, member, value);
  }
}
