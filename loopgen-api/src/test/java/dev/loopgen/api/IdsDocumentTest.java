package dev.loopgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelTrial;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/ids.md} to the code, so that an id changes only together with its row. A class
 * or constant may be renamed freely.
 */
final class IdsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "ids.md");

  private static final List<Class<?>> TYPES =
      List.of(
          ChainStatus.class,
          Failure.class,
          CommandResult.class,
          GateDecision.class,
          GateRule.class,
          Finding.Outcome.class,
          TrustTier.class,
          AttestationOutcome.class,
          Check.class,
          SignedBundle.Kind.class,
          SignableStatement.Kind.class,
          VerifiedTimestamp.Source.class,
          Base.Rule.class,
          HashingMode.class,
          Containment.Level.class,
          Isolation.Level.class,
          Isolation.Network.class,
          Probe.class,
          ReachedIsolation.Outcome.class,
          FinishReason.Kind.class,
          ModelException.Kind.class,
          ModelMessage.Role.class,
          ModelRequest.Thinking.class,
          ModelTrial.Subject.class,
          ModelProfile.EditFormat.class,
          StopReason.class,
          ActionOutcome.class,
          AgentAuthor.Confinement.class,
          BlockReason.class,
          TestOutcome.class,
          BaseTests.Source.class,
          ReplayCheck.Outcome.class,
          CanaryCheck.Outcome.class,
          RedCheck.Kind.class,
          AcknowledgedTest.Scope.class,
          TestRules.Replay.class,
          TestRules.Red.class);

  @Test
  void document_hasEveryIdOfEveryType() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Class<?> type : TYPES) {
      rows.add("| `" + name(type) + "` | " + String.join(", ", ids(type)) + " |");
    }

    assertThat(Files.readAllLines(DOCUMENT)).containsSubsequence(rows);
  }

  @Test
  void ids_areKebabCase() {
    assertThat(TYPES)
        .flatMap(IdsDocumentTest::ids)
        .allMatch(id -> id.matches("`[a-z]+(-[a-z]+)*`"));
  }

  @Test
  void ids_standOnceInTheirType() {
    assertThat(TYPES).allSatisfy(type -> assertThat(ids(type)).doesNotHaveDuplicates());
  }

  private static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static List<String> ids(Class<?> type) {
    return Samples.everyKindOf(type).map(IdsDocumentTest::id).map(id -> "`" + id + "`").toList();
  }

  private static String id(Object value) {
    try {
      Method id = value.getClass().getMethod("id");
      return (String) id.invoke(value);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(value.getClass() + " has no id()", e);
    }
  }
}
