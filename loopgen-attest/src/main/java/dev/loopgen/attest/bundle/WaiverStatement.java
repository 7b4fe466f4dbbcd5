package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The in-toto statement of a waiver, {@code https://loopgen.dev/waiver/v1}. Equal parts give equal
 * bytes.
 *
 * @param waiver the waiver
 * @param repository the root commit of the repository that it applies to
 * @param tree the judged tree that it applies to, or null for any; a waiver of tests needs one
 * @param issuedAt when it is signed
 */
public record WaiverStatement(
    Waiver waiver, GitId repository, @Nullable GitId tree, Instant issuedAt) {

  private static final String REPOSITORY = "repository";
  private static final String TREE = "judged-tree";

  public WaiverStatement {
    Objects.requireNonNull(waiver, "waiver");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(issuedAt, "issuedAt");
    if (tree == null && !waiver.tests().isEmpty()) {
      throw new IllegalArgumentException("a waiver of tests is about one tree");
    }
  }

  /**
   * Returns the statement to sign.
   *
   * @return the statement
   */
  public SignableStatement declaration() {
    List<Json> subjects = new ArrayList<>();
    subjects.add(subject(REPOSITORY, "gitCommit", repository));
    if (tree != null) {
      subjects.add(subject(TREE, "gitTree", tree));
    }
    Optional<Json> tests =
        Optional.of(waiver.tests()).filter(names -> !names.isEmpty()).map(Json::strings);
    Json.Obj predicate =
        Json.object()
            .put("rule", waiver.rule().id())
            .putIfPresent("tests", tests)
            .putIfPresent("loop", waiver.loop().map(Json::of))
            .put("owner", waiver.owner())
            .put("reason", waiver.reason())
            .put("expires", waiver.expires().toString())
            .put("issuedAt", issuedAt.toString())
            .build();
    return new SignableStatement(
        SignableStatement.Kind.WAIVER,
        Json.object()
            .put("_type", EntryStatements.TYPE)
            .put("subject", subjects)
            .put("predicateType", SignableStatement.Kind.WAIVER.predicateType())
            .put("predicate", predicate)
            .build());
  }

  /**
   * Reads a statement of this type. Callers must compare its bytes with those of {@link
   * #declaration}: an unknown member may be a restriction.
   *
   * @throws AttestationException if a member is missing or wrong
   */
  static WaiverStatement of(ProtobufJson statement) {
    List<ProtobufJson> subjects = statement.list("subject");
    ProtobufJson predicate = statement.object("predicate");
    try {
      return new WaiverStatement(
          waiver(predicate),
          id(subjects, REPOSITORY, "gitCommit")
              .orElseThrow(() -> new AttestationException("The waiver names no repository.")),
          id(subjects, TREE, "gitTree").orElse(null),
          Instant.parse(predicate.string("issuedAt")));
    } catch (DateTimeException e) {
      throw new AttestationException("The waiver has an invalid day or time.", e);
    } catch (IllegalArgumentException e) {
      throw new AttestationException("It is not a valid waiver: " + e.getMessage() + ".", e);
    }
  }

  private static Waiver waiver(ProtobufJson predicate) {
    GateRule rule = rule(predicate.string("rule"));
    String loop = predicate.optionalString("loop").orElse(null);
    String owner = predicate.string("owner");
    String reason = predicate.string("reason");
    LocalDate expires = LocalDate.parse(predicate.string("expires"));
    return rule == GateRule.TESTS
        ? Waiver.ofTests(predicate.strings("tests"), loop, owner, reason, expires)
        : new Waiver(rule, loop, owner, reason, expires);
  }

  private static GateRule rule(String id) {
    return Stream.of(GateRule.values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AttestationException("There is no rule " + id + "."));
  }

  private static Optional<GitId> id(List<ProtobufJson> subjects, String name, String algorithm) {
    return subjects.stream()
        .filter(subject -> subject.optionalString("name").equals(Optional.of(name)))
        .findFirst()
        .map(subject -> GitId.of(subject.object("digest").string(algorithm)));
  }

  private static Json subject(String name, String algorithm, GitId id) {
    return Json.object()
        .put("name", name)
        .put("digest", Json.object().put(algorithm, id.hex()).build())
        .build();
  }
}
