package dev.loopgen.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.agentclientprotocol.sdk.agent.AcpSyncAgent;
import com.agentclientprotocol.sdk.agent.CommandResult;
import com.agentclientprotocol.sdk.agent.SyncPromptContext;
import com.agentclientprotocol.sdk.json.AcpJsonMapper;
import com.agentclientprotocol.sdk.spec.AcpSchema;
import com.agentclientprotocol.sdk.test.InMemoryTransportPair;
import com.agentclientprotocol.sdk.test.MockAcpAgent;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.agent.AgentChannel;
import dev.loopgen.api.agent.AgentSession;
import dev.loopgen.api.agent.AgentTurn;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Agents of the protocol's own SDK for Java, spoken to as its types write and read messages. */
@Tag("slow")
final class SdkAgentTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final InMemoryTransportPair transports = InMemoryTransportPair.create();
  private final Channel channel = new Channel(transports);
  private final RecordingHost host = new RecordingHost();
  private final List<String> said = new ArrayList<>();

  /** Carries messages as text, so that both sides read what the other wrote. */
  private static final class Channel implements AgentChannel {

    private final AcpJsonMapper mapper = AcpJsonMapper.createDefault();
    private final InMemoryTransportPair transports;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    Channel(InMemoryTransportPair transports) {
      this.transports = transports;
      transports
          .clientTransport()
          .connect(
              incoming ->
                  incoming.flatMap(
                      message -> {
                        received.add(text(message));
                        return Mono.empty();
                      }))
          .subscribe();
    }

    private String text(AcpSchema.JSONRPCMessage message) {
      try {
        return mapper.writeValueAsString(message);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void send(Json.Obj message) {
      try {
        transports
            .clientTransport()
            .sendMessage(AcpSchema.deserializeJsonRpcMessage(mapper, message.text()))
            .block(LIMIT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public byte[] receive(Duration limit) throws InterruptedException {
      String message = received.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (message == null) {
        throw new ModelException(ModelException.Kind.TIMED_OUT, "nothing came");
      }
      return message.getBytes(StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  void closeTransports() {
    transports.closeGracefully().block(LIMIT);
  }

  private AgentSession open() throws InterruptedException {
    return AcpAgent.builder("sdk").build().open(channel, Path.of("/project"), LIMIT);
  }

  private AgentTurn prompt(AgentSession session, String prompt) throws InterruptedException {
    return session.prompt(
        prompt,
        host,
        new ModelListener() {
          @Override
          public void text(String part) {
            said.add(part);
          }
        },
        LIMIT);
  }

  @Test
  void prompt_agentOfTheSdk_getsWhatItAsksForAndHearsWhatIsRefused() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    AcpSyncAgent agent =
        com.agentclientprotocol.sdk.agent.AcpAgent.sync(
                new SerialTransport(transports.agentTransport()))
            .requestTimeout(LIMIT)
            .initializeHandler(
                request ->
                    new AcpSchema.InitializeResponse(
                        request.protocolVersion(),
                        new AcpSchema.AgentCapabilities(),
                        List.of(),
                        new AcpSchema.Implementation("sdk", "0.14.0"),
                        null))
            .newSessionHandler(request -> new AcpSchema.NewSessionResponse("s1", null, null))
            .promptHandler(
                (request, context) -> {
                  heard.addAll(asked(context));
                  return new AcpSchema.PromptResponse(AcpSchema.StopReason.END_TURN);
                })
            .build();
    agent.start();
    host.files.put("/project/a.txt", "one\ntwo\nthree\n");

    AgentSession session = open();
    AgentTurn turn = prompt(session, "work");

    assertThat(session.server().product()).isEqualTo("sdk");
    assertThat(session.server().version()).isEqualTo("0.14.0");
    assertThat(heard)
        .containsExactly(
            "one\ntwo\nthree\n",
            "two\n",
            "absent",
            "refused it is forbidden",
            "output of sh check.sh: 0",
            "output of fail 'two words': 1",
            "false");
    assertThat(host.files).containsEntry("/project/b.txt", "new");
    assertThat(host.asked)
        .contains("run sh check.sh", "run fail 'two words'", "write /project/secret");
    assertThat(said).containsExactly("done");
    assertThat(turn.text()).isEqualTo("done");
    assertThat(turn.ending()).isEqualTo("end_turn");
    assertThat(turn.session().cost()).isEqualTo(0.5);
    agent.close();
  }

  private static List<String> asked(SyncPromptContext context) {
    List<String> heard = new ArrayList<>();
    heard.add(context.readFile("/project/a.txt"));
    heard.add(context.readFile("/project/a.txt", 2, 1));
    heard.add(context.tryReadFile("/project/none").orElse("absent"));
    context.writeFile("/project/b.txt", "new");
    try {
      context.writeFile("/project/secret", "x");
      heard.add("written");
    } catch (RuntimeException e) {
      heard.add(e.getMessage().contains("it is forbidden") ? "refused it is forbidden" : "" + e);
    }
    for (String[] command : new String[][] {{"sh", "check.sh"}, {"fail", "two words"}}) {
      CommandResult result = context.execute(command);
      heard.add(result.output() + ": " + result.exitCode());
    }
    heard.add(String.valueOf(context.askPermission("anything")));
    context.sendUpdate(
        context.getSessionId(),
        new AcpSchema.UsageUpdate("usage_update", 10L, 100L, new AcpSchema.Cost(0.5, "USD"), null));
    context.sendMessage("done");
    return heard;
  }

  @Test
  void prompt_mockAgent_hasTurnsInOneSession() throws InterruptedException {
    MockAcpAgent agent =
        MockAcpAgent.builder(new SerialTransport(transports.agentTransport()))
            .promptResponse(
                request -> new AcpSchema.PromptResponse(AcpSchema.StopReason.MAX_TURN_REQUESTS))
            .build();
    agent.start();

    AgentSession session = open();
    AgentTurn first = prompt(session, "one");
    prompt(session, "two");

    assertThat(first.ending()).isEqualTo("max_turn_requests");
    assertThat(agent.getReceivedInitRequests()).hasSize(1);
    assertThat(agent.getReceivedInitRequests().get(0).protocolVersion()).isEqualTo(1);
    assertThat(agent.getReceivedNewSessionRequests().get(0).cwd()).isEqualTo("/project");
    assertThat(agent.getReceivedPrompts()).hasSize(2);
    assertThat(agent.getReceivedPrompts().get(0).sessionId())
        .isEqualTo(agent.getReceivedPrompts().get(1).sessionId());
    agent.close();
  }

  @Test
  void prompt_agentThatDoesNotEnd_isCancelled() throws InterruptedException {
    MockAcpAgent agent =
        MockAcpAgent.builder(new SerialTransport(transports.agentTransport()))
            .promptResponse(
                request -> {
                  throw new IllegalStateException("no");
                })
            .build();
    agent.start();
    AgentSession session = open();

    assertThatThrownBy(() -> prompt(session, "one")).isInstanceOf(ModelException.class);
    agent.close();
  }
}
