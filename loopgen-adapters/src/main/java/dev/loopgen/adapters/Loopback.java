package dev.loopgen.adapters;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of this machine, told by their text alone: a name server could say anything. */
final class Loopback {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  private Loopback() {}

  static boolean isAddress(String address) {
    try {
      String host = new URI(address).getHost();
      return host != null
          && (host.equalsIgnoreCase("localhost")
              || host.equals("[::1]")
              || host.matches("127(\\." + OCTET + "){3}"));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
