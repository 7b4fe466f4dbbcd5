package dev.loopgen.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AuditEntryTest {

  private static final Json.Obj COMMAND =
      Json.object().put("exitCode", 0).put("timedOut", false).build();
  private static final Json.Obj PASS =
      Json.object()
          .put("entryId", "e1")
          .put("loopId", "check")
          .put("passed", true)
          .put("forbidden", forbidden(true, new Json.Array(List.of())))
          .put("verification", verification(true, new Json.Array(List.of(COMMAND, COMMAND))))
          .build();

  private static final Sha256 BEFORE = Sha256.ofHex("b".repeat(64));
  private static final Sha256 ALSO_BEFORE = Sha256.ofHex("a".repeat(64));

  @Test
  void link_firstEntry_hasNoEntryBefore() {
    AuditEntry entry = AuditEntry.link(PASS, List.of());

    assertThat(entry.json().find("prevHash")).contains(Json.NULL);
    assertThat(entry.prevHash()).isEmpty();
    assertThat(entry.hash()).contains(entry.computedHash());
  }

  @Test
  void link_laterEntry_namesTheEntryBefore() {
    AuditEntry entry = AuditEntry.link(PASS, List.of(BEFORE));

    assertThat(entry.prevHash()).contains(BEFORE.hex());
    assertThat(entry.parents()).containsExactly(BEFORE);
    assertThat(entry.hash()).contains(entry.computedHash());
    assertThat(entry.hash()).isNotEqualTo(AuditEntry.link(PASS, List.of()).hash());
  }

  @Test
  void link_severalParents_namesTheFirstWhereNpmLooksForIt() {
    AuditEntry entry = AuditEntry.link(PASS, List.of(BEFORE, ALSO_BEFORE));

    assertThat(entry.prevHash()).contains(BEFORE.hex());
    assertThat(entry.parents()).containsExactly(BEFORE, ALSO_BEFORE);
    assertThat(entry.hash()).contains(entry.computedHash());
  }

  @Test
  void link_sameParentTwice_isRefused() {
    assertThatThrownBy(() -> AuditEntry.link(PASS, List.of(BEFORE, BEFORE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a parent is named twice; name each parent once");
  }

  @Test
  void link_facts_areKeptInOrder() {
    AuditEntry entry = AuditEntry.link(PASS, List.of());

    assertThat(entry.json().members().keySet())
        .containsExactly(
            "entryId", "loopId", "passed", "forbidden", "verification", "prevHash", "hash");
    assertThat(entry.entryId()).contains("e1");
    assertThat(entry.loopId()).contains("check");
  }

  @Test
  void link_factsWithLinksOfTheirOwn_replacesThem() {
    Json.Obj forged =
        Json.object().put("hash", "x").put("prevHash", "y").put("parents", "z").put("a", 1).build();

    AuditEntry entry = AuditEntry.link(forged, List.of(BEFORE));

    assertThat(entry.prevHash()).contains(BEFORE.hex());
    assertThat(entry.hash())
        .contains(Json.object().put("a", 1).put("prevHash", BEFORE.hex()).build().sha256());
  }

  @Test
  void computedHash_unknownMember_isCovered() {
    AuditEntry entry = AuditEntry.link(with(PASS, "later", Json.of(1)), List.of());
    AuditEntry edited = new AuditEntry(with(entry.json(), "later", Json.of(2)));

    assertThat(edited.hash()).isEqualTo(entry.hash());
    assertThat(edited.computedHash()).isNotEqualTo(entry.computedHash());
  }

  @Test
  void computedHash_otherRecordedHash_isNotCovered() {
    AuditEntry entry = AuditEntry.link(PASS, List.of());
    AuditEntry rehashed = new AuditEntry(with(entry.json(), "hash", Json.of("x")));

    assertThat(rehashed.computedHash()).isEqualTo(entry.computedHash());
    assertThat(rehashed.hash()).contains("x");
  }

  @Test
  void members_ofAnotherType_areEmpty() {
    Json.Obj json =
        Json.object()
            .put("entryId", 1)
            .put("loopId", true)
            .put("hash", Json.NULL)
            .put("prevHash", 0)
            .build();

    AuditEntry entry = new AuditEntry(json);

    assertThat(entry.entryId()).isEmpty();
    assertThat(entry.loopId()).isEmpty();
    assertThat(entry.hash()).isEmpty();
    assertThat(entry.prevHash()).isEmpty();
  }

  @Test
  void passed_consistentPass_isTrue() {
    assertThat(new AuditEntry(PASS).passed()).isTrue();
  }

  static Stream<Named<Json.Obj>> noPasses() {
    Json none = new Json.Array(List.of());
    return Stream.of(
        Named.of("nothing at all", Json.object().build()),
        Named.of("without claim", without(PASS, "passed")),
        Named.of("claims failure", with(PASS, "passed", Json.FALSE)),
        Named.of("claim is a text", with(PASS, "passed", Json.of("true"))),
        Named.of("claim is a number", with(PASS, "passed", Json.of(1))),
        Named.of("without forbidden", without(PASS, "forbidden")),
        Named.of("forbidden is null", with(PASS, "forbidden", Json.NULL)),
        Named.of("forbidden not ok", with(PASS, "forbidden", forbidden(false, none))),
        Named.of(
            "a violation", with(PASS, "forbidden", forbidden(true, Json.strings(List.of("a"))))),
        Named.of("violations not a list", with(PASS, "forbidden", forbidden(true, Json.NULL))),
        Named.of(
            "without violations", with(PASS, "forbidden", Json.object().put("ok", true).build())),
        Named.of("without verification", without(PASS, "verification")),
        Named.of("no commands", with(PASS, "verification", verification(true, none))),
        Named.of("commands not a list", with(PASS, "verification", verification(true, COMMAND))),
        Named.of("verification failed", verified(false, COMMAND)),
        Named.of(
            "a command failed", verified(true, COMMAND, with(COMMAND, "exitCode", Json.of(1)))),
        Named.of("exit code is a text", verified(true, with(COMMAND, "exitCode", Json.of("0")))),
        Named.of("exit code is null", verified(true, with(COMMAND, "exitCode", Json.NULL))),
        Named.of("exit code is false", verified(true, with(COMMAND, "exitCode", Json.FALSE))),
        Named.of("without exit code", verified(true, without(COMMAND, "exitCode"))),
        Named.of("timed out", verified(true, with(COMMAND, "timedOut", Json.TRUE))),
        Named.of("without timed out", verified(true, without(COMMAND, "timedOut"))),
        Named.of("timed out is null", verified(true, with(COMMAND, "timedOut", Json.NULL))),
        Named.of("a command is no object", verified(true, COMMAND, Json.NULL)));
  }

  @ParameterizedTest
  @MethodSource("noPasses")
  void passed_anythingElse_isFalse(Json.Obj json) {
    assertThat(new AuditEntry(json).passed()).isFalse();
  }

  @Test
  void constructor_null_isRefused() {
    assertThatThrownBy(() -> new AuditEntry(null)).isInstanceOf(NullPointerException.class);
  }

  private static Json.Obj forbidden(boolean ok, Json violations) {
    return Json.object().put("ok", ok).put("violations", violations).build();
  }

  private static Json.Obj verification(boolean passed, Json commands) {
    return Json.object().put("passed", passed).put("commands", commands).build();
  }

  private static Json.Obj verified(boolean passed, Json... commands) {
    return with(PASS, "verification", verification(passed, new Json.Array(List.of(commands))));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static Json.Obj without(Json.Obj object, String name) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  @Test
  void accessors_recordedFacts_areTyped() {
    Json.Obj judgement =
        Json.object()
            .put("judgedTree", "a".repeat(40))
            .put("failures", Json.strings(List.of("One.", "Two.")))
            .build();
    Json.Obj files =
        Json.object()
            .put("tracked", Json.strings(List.of("a")))
            .put("untracked", Json.strings(List.of("b")))
            .build();
    AuditEntry entry =
        new AuditEntry(
            Json.object()
                .put("timestamp", "2026-11-23T14:59:44.577Z")
                .put("judgement", judgement)
                .put("changedFiles", files)
                .build());

    assertThat(entry.timestamp()).contains(Instant.parse("2026-11-23T14:59:44.577Z"));
    assertThat(entry.judgedTree()).contains(GitId.of("a".repeat(40)));
    assertThat(entry.changedFiles()).containsExactly("a", "b");
    assertThat(entry.failures()).containsExactly("One.", "Two.");
  }

  @Test
  void accessors_otherTypes_areEmpty() {
    AuditEntry entry =
        new AuditEntry(
            Json.object()
                .put("timestamp", "yesterday")
                .put(
                    "judgement", Json.object().put("judgedTree", "HEAD").put("failures", 1).build())
                .put("changedFiles", Json.object().put("tracked", List.of(Json.of(1))).build())
                .build());

    assertThat(entry.timestamp()).isEmpty();
    assertThat(entry.judgedTree()).isEmpty();
    assertThat(entry.changedFiles()).isEmpty();
    assertThat(entry.failures()).isEmpty();
  }
}
