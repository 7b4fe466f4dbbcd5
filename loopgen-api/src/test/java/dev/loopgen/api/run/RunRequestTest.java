package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.run.RunRequest.Acknowledgement;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.HashingMode;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RunRequestTest {

  private static final LoopSpec SPEC = LoopSpec.builder("check").command("make").build();

  @Test
  void of_loop_hasTheDocumentedDefaults() {
    RunRequest request = RunRequest.of("check");

    assertThat(request.loop()).contains("check");
    assertThat(request.spec()).isEmpty();
    assertThat(request.specFile()).isEqualTo(".loopgen/loopgen.loop.yaml");
    assertThat(request.base()).isEmpty();
    assertThat(request.hashing()).isEqualTo(HashingMode.CONTENT);
    assertThat(request.strict()).isFalse();
    assertThat(request.dryRun()).isFalse();
    assertThat(request.report()).isTrue();
    assertThat(request.acknowledgements()).isEmpty();
    assertThat(request.cancellation()).isEmpty();
    assertThat(request.deadline()).isEmpty();
  }

  @Test
  void build_everyOption_isInTheRequest() {
    Cancellation cancellation = new Cancellation();
    RunRequest request =
        RunRequest.builder()
            .loop("check")
            .spec(SPEC)
            .specFile("loops.yaml")
            .base("origin/main")
            .hashing(HashingMode.STAT)
            .strict()
            .dryRun()
            .noReport()
            .acknowledge(".env", "new key")
            .acknowledge("a", "b")
            .cancellation(cancellation)
            .deadline(Instant.EPOCH)
            .build();

    assertThat(request.loop()).contains("check");
    assertThat(request.spec()).contains(SPEC);
    assertThat(request.specFile()).isEqualTo("loops.yaml");
    assertThat(request.base()).contains("origin/main");
    assertThat(request.hashing()).isEqualTo(HashingMode.STAT);
    assertThat(request.strict()).isTrue();
    assertThat(request.dryRun()).isTrue();
    assertThat(request.report()).isFalse();
    assertThat(request.acknowledgements())
        .containsExactly(new Acknowledgement(".env", "new key"), new Acknowledgement("a", "b"));
    assertThat(request.cancellation()).containsSame(cancellation);
    assertThat(request.deadline()).contains(Instant.EPOCH);
  }

  @Test
  void build_noLoop_asksForTheOnlyOne() {
    assertThat(RunRequest.builder().build().loop()).isEmpty();
  }

  @Test
  void build_specOfAnotherLoop_isRefused() {
    RunRequest.Builder builder = RunRequest.builder().spec(SPEC).loop("other");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the spec is for loop check, but the requested loop is other");
  }

  @Test
  void build_builderUsedAfterwards_keepsTheRequest() {
    RunRequest.Builder builder = RunRequest.builder();

    RunRequest request = builder.build();
    builder.acknowledge("a", "b").dryRun();

    assertThat(request.acknowledgements()).isEmpty();
    assertThat(request.dryRun()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'', reason", "' ', reason", "path, ''", "path, '\t'"})
  void acknowledge_blankPart_isRefused(String path, String reason) {
    RunRequest.Builder builder = RunRequest.builder();

    assertThatThrownBy(() -> builder.acknowledge(path, reason))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a path and a reason");
  }

  static Stream<Named<ThrowingCallable>> nulls() {
    RunRequest.Builder builder = RunRequest.builder();
    return Stream.of(
        Named.of("the loop", () -> RunRequest.of(null)),
        Named.of("loop", () -> builder.loop(null)),
        Named.of("spec", () -> builder.spec(null)),
        Named.of("specFile", () -> builder.specFile(null)),
        Named.of("base", () -> builder.base(null)),
        Named.of("hashing", () -> builder.hashing(null)),
        Named.of("acknowledged path", () -> builder.acknowledge(null, "b")),
        Named.of("acknowledged reason", () -> builder.acknowledge("a", null)),
        Named.of("cancellation", () -> builder.cancellation(null)),
        Named.of("deadline", () -> builder.deadline(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void builder_null_isRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
  }
}
