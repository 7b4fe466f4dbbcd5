package dev.loopgen.adapters.acp;

/** An error that answers a request of an agent. */
final class RpcError extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMETERS = -32602;
  private static final int REFUSED = -32603;
  private static final int RESOURCE_NOT_FOUND = -32002;

  private final int code;

  private RpcError(int code, String message) {
    super(message);
    this.code = code;
  }

  static RpcError unknown(String method) {
    return new RpcError(METHOD_NOT_FOUND, "There is no method " + method + " here.");
  }

  static RpcError invalid(String message) {
    return new RpcError(INVALID_PARAMETERS, message);
  }

  static RpcError refused(String why) {
    return new RpcError(REFUSED, "Refused: " + why);
  }

  /** Some agents look for these words, not for the code, before they create a file. */
  static RpcError notFound(String path) {
    return new RpcError(RESOURCE_NOT_FOUND, "Resource not found: " + path + " does not exist");
  }

  int code() {
    return code;
  }
}
