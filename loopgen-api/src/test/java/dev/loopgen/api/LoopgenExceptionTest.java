package dev.loopgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LoopgenExceptionTest {

  private static final Throwable CAUSE = new IllegalStateException("underneath");

  static Stream<LoopgenException> withCause() {
    return Stream.of(
        new AttestationException("what", CAUSE),
        new CommandException("what", CAUSE),
        new LedgerException("what", CAUSE),
        new ModelException(ModelException.Kind.TIMED_OUT, "what", CAUSE),
        new RepositoryException("what", CAUSE),
        new RunCancelledException(RunCancelledException.Reason.DEADLINE, "what", CAUSE),
        new IsolationException("what", CAUSE),
        new SpecException("what", CAUSE));
  }

  @ParameterizedTest
  @MethodSource("withCause")
  void constructor_messageAndCause_areKept(LoopgenException exception) {
    assertThat(exception).hasMessage("what").hasCause(CAUSE);
  }

  @Test
  void permits_root_hasFinalLeavesOnly() {
    assertThat(LoopgenException.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            withCause().map(LoopgenException::getClass).toArray(Class<?>[]::new))
        .allMatch(leaf -> Modifier.isFinal(leaf.getModifiers()));
  }

  @Test
  void key_ofOneValue_isTheWayToIt() {
    assertThat(new SpecException("a.b[1]", "is wrong").key()).contains("a.b[1]");
    assertThat(new SpecException("a.b[1]", "is wrong")).hasMessage("is wrong");
  }

  @Test
  void key_ofTheWholeDocument_isEmpty() {
    assertThat(new SpecException("what").key()).isEmpty();
    assertThat(new SpecException("what", CAUSE).key()).isEmpty();
  }
}
