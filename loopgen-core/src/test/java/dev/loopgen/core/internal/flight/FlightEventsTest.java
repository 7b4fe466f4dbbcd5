package dev.loopgen.core.internal.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.DocumentTables;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestSigner;
import dev.loopgen.testkit.RecordingVerifier;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads recordings of real runs. */
@Tag("slow")
final class FlightEventsTest {

  private static final Path PAGE = Path.of("..", "docs", "observability.md");
  private static final String SECRET = "tok_live_5f2c9a1177aa";
  private static final List<Class<? extends LoopgenEvent>> TYPES =
      List.of(
          RunEvent.class,
          SnapshotEvent.class,
          CommandEvent.class,
          AppendEvent.class,
          AttestEvent.class,
          DecideEvent.class,
          ModelTurnEvent.class);

  private static final List<String> COMMON =
      List.of("startTime", "duration", "eventThread", "stackTrace", "error");

  @TempDir private Path scratch;

  @Test
  void drivenRunAndGate_leaveEveryEvent() throws Exception {
    LoopProject project = brokenProject();
    ScriptedModel model =
        ScriptedModel.saying(
            "{\"reasoning\":\"because\",\"actions\":[{\"type\":\"write_file\","
                + "\"path\":\"src/app.txt\",\"content\":\"fixed\\n\"}]}");
    List<RunResult> results = new ArrayList<>();
    List<GateDecision> decisions = new ArrayList<>();

    List<RecordedEvent> events =
        recorded(
            () -> {
              results.add(
                  Loopgen.runner(project.directory())
                      .drivenBy(model)
                      .isolation(Isolation.NONE)
                      .attestor(new TestSigner())
                      .environment(Map.of("PATH", System.getenv("PATH"), "API_TOKEN", SECRET))
                      .build()
                      .run(RunRequest.of("check")));
              decisions.add(Loopgen.gate(project.directory()).build().decide());
            });

    RunResult result = results.get(0);
    assertThat(result.failures()).isEmpty();
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .contains(TYPES.stream().map(FlightEventsTest::name).toArray(String[]::new));
    String id = result.entry().orElseThrow().entryId().orElseThrow();
    RecordedEvent run = only(events, "Run");
    assertThat(run.getString("runId")).isEqualTo(id);
    assertThat(run.getString("loopId")).isEqualTo("check");
    assertThat(run.getBoolean("driven")).isTrue();
    assertThat(run.getBoolean("dryRun")).isFalse();
    assertThat(run.getBoolean("passed")).isTrue();
    assertThat(run.getInt("commands")).isEqualTo(1);
    assertThat(run.getInt("changes")).isEqualTo(1);
    assertThat(run.getInt("failures")).isZero();
    assertThat(run.getInt("warnings")).isEqualTo(result.warnings().size());
    assertThat(run.getString("attestation")).isEqualTo("signed");
    assertThat(run.getString("error")).isNull();
    assertThat(all(events, "Snapshot"))
        .hasSizeGreaterThan(2)
        .anySatisfy(
            event -> {
              assertThat(event.getString("hashing")).isEqualTo("content");
              assertThat(event.getInt("files")).isEqualTo(result.after().entries().size());
              assertThat(event.getInt("untracked")).isZero();
              assertThat(event.getInt("watched")).isZero();
            });
    assertThat(all(events, "Command"))
        .hasSizeGreaterThan(1)
        .extracting(event -> event.getString("outcome"))
        .containsOnly("exited");
    RecordedEvent last = all(events, "Command").get(all(events, "Command").size() - 1);
    assertThat(last.getInt("index")).isZero();
    assertThat(last.getInt("exitCode")).isZero();
    assertThat(last.getString("command")).startsWith("sh check.sh [REDACTED] xxx").hasSize(200);
    assertThat(last.getLong("outputBytes")).isEqualTo("fixed\n".length());
    assertThat(last.getDuration("took"))
        .isPositive()
        .isLessThanOrEqualTo(last.getDuration().plusMillis(1));
    RecordedEvent append = only(events, "Append");
    assertThat(append.getString("runId")).isEqualTo(id);
    assertThat(append.getString("hash"))
        .isEqualTo(result.entry().orElseThrow().hash().orElseThrow());
    RecordedEvent attest = only(events, "Attest");
    assertThat(attest.getString("runId")).isEqualTo(id);
    assertThat(attest.getString("outcome")).isEqualTo("signed");
    assertThat(attest.getInt("bundles")).isEqualTo(1);
    RecordedEvent turn = only(events, "ModelTurn");
    assertThat(turn.getInt("number")).isEqualTo(1);
    assertThat(turn.getString("adapter")).isEqualTo(model.identity().adapter());
    assertThat(turn.getString("model")).isEqualTo(model.identity().model());
    assertThat(turn.getLong("promptTokens")).isPositive();
    assertThat(turn.getString("finish")).isEqualTo("stop");
    RecordedEvent decide = only(events, "Decide");
    assertThat(decide.getString("decision")).isEqualTo(decisions.get(0).id());
    assertThat(decide.getInt("findings")).isEqualTo(decisions.get(0).findings().size());
    assertThat(Stream.of(append, attest, turn, last)).allMatch(event -> isWithin(event, run));
    assertSecretsAndPathsAreLeftOut(events);
  }

  @Test
  void ownVerifier_leavesItsCommands() throws Exception {
    LoopProject project = LoopProject.running(scratch.resolve("own"), "make lint", "make test");
    RecordingVerifier verifier = new RecordingVerifier().exiting("make test", 3);

    List<RecordedEvent> events =
        recorded(
            () ->
                Loopgen.runner(project.directory())
                    .verifier(verifier)
                    .build()
                    .run(RunRequest.builder().loop("check").dryRun().build()));

    assertThat(all(events, "Command"))
        .extracting(event -> event.getString("command") + " " + event.getInt("exitCode"))
        .containsExactly("make lint 0", "make test 3");
    RecordedEvent run = only(events, "Run");
    assertThat(run.getBoolean("passed")).isFalse();
    assertThat(run.getBoolean("dryRun")).isTrue();
    assertThat(run.getString("attestation")).isEqualTo("not-requested");
    assertThat(all(events, "Append")).isEmpty();
  }

  @Test
  void refusedRun_saysByWhatAndNoMore() throws Exception {
    LoopProject project = LoopProject.running(scratch.resolve("refused"), "true");

    List<RecordedEvent> events =
        recorded(
            () ->
                assertThatThrownBy(() -> project.run(RunRequest.of("nothing-of-that-name")))
                    .isInstanceOf(SpecException.class));

    RecordedEvent run = only(events, "Run");
    assertThat(run.getString("error")).isEqualTo("SpecException");
    assertThat(run.getBoolean("passed")).isFalse();
    assertThat(run.getString("loopId")).isNull();
    assertThat(run.toString()).doesNotContain("nothing-of-that-name");
  }

  @Test
  void failedModelTurn_saysWhichKindOfFailure() throws Exception {
    ModelException failure =
        new ModelException(ModelException.Kind.RATE_LIMITED, "It said: " + SECRET);

    List<RecordedEvent> events =
        recorded(
            () ->
                assertThatThrownBy(
                        () ->
                            FlightEvents.modelTurn(
                                2,
                                ScriptedModel.saying(),
                                () -> {
                                  throw failure;
                                }))
                    .isSameAs(failure));

    RecordedEvent turn = only(events, "ModelTurn");
    assertThat(turn.getString("error")).isEqualTo("ModelException rate-limited");
    assertThat(turn.getInt("number")).isEqualTo(2);
    assertThat(turn.getLong("promptTokens")).isEqualTo(-1);
    assertThat(turn.toString()).doesNotContain(SECRET);
  }

  @Test
  void page_namesEveryEventWithItsFields() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    DocumentTables.rows(PAGE, "events")
        .forEach(row -> documented.put((String) row.get()[0], (String) row.get()[1]));
    Map<String, String> fields = new TreeMap<>();
    TYPES.forEach(type -> fields.put(name(type), fields(type)));

    assertThat(documented).isEqualTo(fields);
  }

  private static String fields(Class<? extends LoopgenEvent> type) {
    List<String> own = new ArrayList<>();
    for (ValueDescriptor field : EventType.getEventType(type).getFields()) {
      if (!COMMON.contains(field.getName())) {
        own.add(field.getName());
      }
    }
    return own.stream().sorted().collect(Collectors.joining(", "));
  }

  private LoopProject brokenProject() {
    LoopProject project =
        LoopProject.uncommitted(
            scratch.resolve("driven"),
            LoopProject.loop(
                List.of("sh check.sh " + SECRET + " " + "x".repeat(300)), 60, "secrets/**"));
    project
        .repository()
        .write("src/app.txt", "one\n")
        .write("check.sh", "cat src/app.txt; grep -q fixed src/app.txt\n")
        .write("secrets/key.txt", "k1\n")
        .commitAll("first");
    return project;
  }

  private void assertSecretsAndPathsAreLeftOut(List<RecordedEvent> events) {
    List<String> texts = new ArrayList<>();
    for (RecordedEvent event : events) {
      assertThat(event.getStackTrace()).isNull();
      for (ValueDescriptor field : event.getFields()) {
        if (event.getValue(field.getName()) instanceof String text) {
          texts.add(text);
        }
      }
    }
    assertThat(texts)
        .isNotEmpty()
        .allMatch(text -> text.length() <= 200)
        .noneMatch(text -> text.contains(SECRET) || text.contains("fixed"))
        .noneMatch(text -> text.contains(scratch.toString()) || text.contains("secrets"));
  }

  /** Other tests may run at the same time. All events of a run are of the thread that runs it. */
  private static boolean isOfThisThread(RecordedEvent event) {
    return event.getThread().getJavaThreadId() == Thread.currentThread().getId();
  }

  private static boolean isWithin(RecordedEvent event, RecordedEvent run) {
    return !event.getStartTime().isBefore(run.getStartTime())
        && !event.getEndTime().isAfter(run.getEndTime());
  }

  private static List<RecordedEvent> all(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.loopgen." + name))
        .toList();
  }

  private static RecordedEvent only(List<RecordedEvent> events, String name) {
    List<RecordedEvent> found = all(events, name);
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static String name(Class<? extends LoopgenEvent> type) {
    return EventType.getEventType(type).getName();
  }

  /** What is recorded. */
  @FunctionalInterface
  private interface Scene {

    void play() throws Exception;
  }

  private List<RecordedEvent> recorded(Scene scene) throws Exception {
    Path file = scratch.resolve("events.jfr");
    TYPES.forEach(FlightRecorder::register);
    try (Recording recording = new Recording()) {
      TYPES.forEach(type -> recording.enable(type).withThreshold(Duration.ZERO));
      recording.start();
      scene.play();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.loopgen."))
        .filter(FlightEventsTest::isOfThisThread)
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }
}
