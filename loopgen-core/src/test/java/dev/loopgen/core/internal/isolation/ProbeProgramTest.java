package dev.loopgen.core.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class ProbeProgramTest {

  private static final long NUMBER = 0x1122334455667788L;

  @TempDir private Path directory;

  /** Without a sandbox, the probes that any process can make get out: they are no empty gesture. */
  @Test
  void results_withoutASandbox_areOpen() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path key = Files.writeString(home.resolve("key"), "secret");
    Processor processor = Processor.current().orElseThrow();
    try (ProbeTargets targets = ProbeTargets.open(directory)) {
      ProbePlan plan =
          ProbePlan.of(
              new MachineFacts(
                  List.of(),
                  Map.of(),
                  List.of(home),
                  List.of(new MachineFacts.MaskedPath(key, false)),
                  List.of(),
                  List.of()),
              new ProjectFacts(
                  directory.resolve("shop"),
                  directory.resolve("shop"),
                  List.of(home),
                  List.of(),
                  Map.of()),
              processor,
              targets.port(),
              targets.path(),
              targets.thread());

      List<ProbeResult> results = plan.results(output(plan.program(processor)));

      for (Probe probe :
          List.of(
              Probe.PROTECTED_WRITE,
              Probe.TCP,
              Probe.UNIX_SOCKET,
              Probe.CREDENTIAL,
              Probe.HOME_WRITE,
              Probe.ENVIRONMENT,
              Probe.SIGNAL)) {
        assertThat(results).as(probe.id()).anyMatch(result -> isOpen(result, probe));
      }
    }
  }

  @Test
  void results_callsThatFailForAnotherReason_areUnclear() {
    ProbeAttempt attempt = ProbeAttempt.remount(Path.of("/x"));

    assertThat(attempt.result(List.of(-22L)).outcome()).isEqualTo(Outcome.UNCLEAR);
    assertThat(attempt.result(List.of(-38L)).outcome()).isEqualTo(Outcome.UNCLEAR);
    assertThat(attempt.result(List.of(-1L)).outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(attempt.result(List.of(0L)).outcome()).isEqualTo(Outcome.OPEN);
  }

  @Test
  void results_credentialThatIsEmptyInside_isBlocked() {
    ProbeAttempt attempt = ProbeAttempt.credential(Path.of("/x"));

    assertThat(attempt.result(List.of(3L, 0L)).outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(attempt.result(List.of(3L, 1L)).outcome()).isEqualTo(Outcome.OPEN);
    assertThat(attempt.result(List.of(-2L, -9L)).outcome()).isEqualTo(Outcome.BLOCKED);
  }

  @Test
  void encode_onArm_isWhatItsManualSays() {
    ByteBuffer code = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    Processor.ARM.encode(SystemCall.Name.WRITE, List.of(NUMBER), false, code);
    Processor.ARM.store(0, code);

    code.flip();
    // movz x0, #0x7788; movk x0, #0x5566, lsl #16; ...; mov x8, #64; svc #0
    assertThat(code.getInt()).isEqualTo(0xD28EF100);
    assertThat(code.getInt()).isEqualTo(0xF2AAACC0);
    assertThat(code.getInt()).isEqualTo(0xF2C66880);
    assertThat(code.getInt()).isEqualTo(0xF2E22440);
    assertThat(code.getInt()).isEqualTo(0xD2800808);
    assertThat(code.position(32).getInt()).isEqualTo(0xD4000001);
    assertThat(code.getInt()).isEqualTo(0xD2800009);
    assertThat(code.position(52).getInt()).isEqualTo(0xF9000120);
  }

  @Test
  void encode_chainedOnArm_leavesTheResultWhereItIs() {
    ByteBuffer code = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    Processor.ARM.encode(SystemCall.Name.READ, List.of(0L, 1L), true, code);

    assertThat(code.flip().getInt()).isEqualTo(0xD2800021); // mov x1, #1
  }

  @Test
  void encode_onX86_isWhatItsManualSays() {
    ByteBuffer code = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    Processor.X86.encode(SystemCall.Name.KILL, List.of(-1L, 0L), false, code);
    Processor.X86.store(NUMBER, code);
    byte[] bytes = new byte[code.flip().remaining()];
    code.get(bytes);

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "48bfffffffffffffffff"
                + "48be0000000000000000"
                + "48b83e00000000000000"
                + "0f05"
                + "48a38877665544332211");
  }

  private byte[] output(byte[] program) throws Exception {
    Path file = Files.write(directory.resolve("probe"), program);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
    Process process =
        new ProcessBuilder(file.toString()).redirectInput(new File("/dev/null")).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static boolean isOpen(ProbeResult result, Probe probe) {
    return result.probe() == probe && result.outcome() == Outcome.OPEN;
  }
}
