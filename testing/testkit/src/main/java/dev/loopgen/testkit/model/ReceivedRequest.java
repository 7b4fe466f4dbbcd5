package dev.loopgen.testkit.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as a scripted server received it.
 *
 * @param method the method
 * @param path the path with its query
 * @param headers the headers by name, whatever the case; of several with one name, the last
 * @param body the body
 */
public record ReceivedRequest(
    String method, String path, Map<String, String> headers, String body) {

  /** Copies the headers. */
  public ReceivedRequest {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = Collections.unmodifiableMap(copy);
  }
}
