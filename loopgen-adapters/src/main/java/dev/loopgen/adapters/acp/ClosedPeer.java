package dev.loopgen.adapters.acp;

import dev.loopgen.api.json.Json;

/** Does nothing for an agent, before its first turn and after a cancelled one. */
final class ClosedPeer implements RpcConnection.Peer {

  static final ClosedPeer INSTANCE = new ClosedPeer();

  private ClosedPeer() {}

  @Override
  public Json.Obj request(String method, Json.Obj parameters) throws RpcError {
    if (method.equals("session/request_permission")) {
      return AcpPermissions.CANCELLED;
    }
    throw RpcError.refused("no turn is in progress.");
  }

  @Override
  public void notification(String method, Json.Obj parameters) {}
}
