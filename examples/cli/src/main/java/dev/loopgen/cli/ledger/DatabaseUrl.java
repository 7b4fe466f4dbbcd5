package dev.loopgen.cli.ledger;

import java.util.Locale;
import java.util.Set;

/**
 * What a URL of a database may say. The driver has parameters that load classes, read or write
 * files or log passwords.
 */
final class DatabaseUrl {

  private static final String PREFIX = "jdbc:postgresql://";

  private static final Set<String> ALLOWED =
      Set.of(
          "user",
          "sslmode",
          "sslrootcert",
          "channelBinding",
          "connectTimeout",
          "socketTimeout",
          "targetServerType");

  private DatabaseUrl() {}

  /**
   * Does nothing for a URL that is allowed.
   *
   * @throws IllegalArgumentException if it is not; the message does not repeat the URL
   */
  static void requireAllowed(String url) {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "A ledger's database is named as " + PREFIX + "HOST/DATABASE?user=ROLE.");
    }
    int query = url.indexOf('?');
    String place = query < 0 ? url : url.substring(0, query);
    if (place.contains("@")) {
      throw passwordInUrl();
    }
    if (query >= 0) {
      for (String parameter : url.substring(query + 1).split("&", -1)) {
        requireAllowedParameter(parameter.split("=", 2)[0]);
      }
    }
  }

  private static void requireAllowedParameter(String name) {
    if (name.toLowerCase(Locale.ROOT).contains("password")) {
      throw passwordInUrl();
    }
    if (!ALLOWED.contains(name)) {
      throw new IllegalArgumentException(
          "The URL of the database has a parameter that is not allowed. Allowed are "
              + String.join(", ", ALLOWED.stream().sorted().toList())
              + ".");
    }
  }

  private static IllegalArgumentException passwordInUrl() {
    return new IllegalArgumentException(
        "The URL of the database must not have a password, which others could read. Use"
            + " --ledger-password-variable or --ledger-password-file.");
  }
}
