package dev.loopgen.core.internal.flight;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.api.verify.VerificationResult;
import java.util.List;
import jdk.jfr.FlightRecorder;

/**
 * Does the work of a run under its events. Without a recording that wants an event, or in a runtime
 * without the module {@code jdk.jfr}, it does the work and nothing else.
 */
public final class FlightEvents {

  private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private FlightEvents() {}

  /**
   * Tells whether there may be a recording that wants an event. Until there is one, the classes of
   * events stay unloaded: the first of them costs as much as the start of the whole runtime.
   */
  private static boolean isRecording() {
    return AVAILABLE && FlightRecorder.isInitialized();
  }

  public static RunResult run(Work<RunResult> run) throws InterruptedException {
    return isRecording() ? RunEvent.around(run) : run.call();
  }

  public static TreeSnapshot snapshot(Work<TreeSnapshot> reading) throws InterruptedException {
    return isRecording() ? SnapshotEvent.around(reading) : reading.call();
  }

  /** Runs a command under its event. */
  public static CommandResult command(int index, Redactor redactor, Work<CommandResult> run)
      throws InterruptedException {
    return isRecording() ? CommandEvent.around(index, redactor, run) : run.call();
  }

  /** Leaves the events of commands that something else ran. */
  public static void commands(VerificationResult verification, Redactor redactor) {
    List<CommandResult> results = verification.commands();
    for (int index = 0; isRecording() && index < results.size(); index++) {
      CommandEvent.of(index, redactor, results.get(index));
    }
  }

  public static AuditEntry append(Work<AuditEntry> append) throws InterruptedException {
    return isRecording() ? AppendEvent.around(append) : append.call();
  }

  public static AttestationOutcome attest(AuditEntry entry, Work<AttestationOutcome> signing)
      throws InterruptedException {
    return isRecording() ? AttestEvent.around(entry, signing) : signing.call();
  }

  public static GateDecision decide(Work<GateDecision> deciding) throws InterruptedException {
    return isRecording() ? DecideEvent.around(deciding) : deciding.call();
  }

  /**
   * Asks a model under its event.
   *
   * @param number the number of the attempt, from 1
   */
  public static ModelReply modelTurn(int number, ModelAdapter model, Work<ModelReply> asking)
      throws InterruptedException {
    return isRecording() ? ModelTurnEvent.around(number, model, asking) : asking.call();
  }
}
