package dev.loopgen.adapters.acp;

import com.agentclientprotocol.sdk.json.TypeRef;
import com.agentclientprotocol.sdk.spec.AcpAgentTransport;
import com.agentclientprotocol.sdk.spec.AcpSchema.JSONRPCMessage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Sends one message after the other. The SDK's transport in memory refuses a message while another
 * thread is still on its way out of sending one, which an answer that comes at once brings about.
 */
record SerialTransport(AcpAgentTransport transport, Object lock) implements AcpAgentTransport {

  SerialTransport(AcpAgentTransport transport) {
    this(transport, new Object());
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.create(
        sink -> {
          synchronized (lock) {
            transport.sendMessage(message).subscribe(none -> {}, sink::error, sink::success);
          }
        });
  }

  @Override
  public Mono<Void> start(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return transport.start(handler);
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    transport.setExceptionHandler(handler);
  }

  @Override
  public Mono<Void> awaitTermination() {
    return transport.awaitTermination();
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }

  @Override
  public List<Integer> protocolVersions() {
    return transport.protocolVersions();
  }
}
