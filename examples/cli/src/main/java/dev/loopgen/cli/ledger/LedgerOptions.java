package dev.loopgen.cli.ledger;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that name a ledger in a database instead of the project's file. */
public final class LedgerOptions {

  private static final String DEFAULT_VARIABLE = "LOOPGEN_LEDGER_PASSWORD";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description =
          "The database that holds the ledger, as jdbc:postgresql://HOST/DATABASE?user=ROLE."
              + " Default: the project's file.")
  private @Nullable String url;

  @Option(
      names = "--ledger-name",
      paramLabel = "NAME",
      description = "The ledger in that database: this repository and this lineage.")
  private @Nullable String name;

  @Option(
      names = "--ledger-password-variable",
      paramLabel = "NAME",
      description =
          "The environment variable with the password. Default: " + DEFAULT_VARIABLE + ", if set.")
  private @Nullable String variable;

  @Option(
      names = "--ledger-password-file",
      paramLabel = "FILE",
      description = "The file with the password, in one line.")
  private @Nullable Path file;

  private @Nullable AuditLedger opened;
  private @Nullable Optional<String> known;

  /** Tells whether the ledger is in a database. */
  public boolean isDatabase() {
    return url != null;
  }

  /** Returns the ledger, as {@link #of(Path, Map)}, for an option of the command itself. */
  public AuditLedger of(Path project) {
    return of(project, CommandContext.environment(spec));
  }

  /**
   * Returns the ledger; the same one each time.
   *
   * @param environment may have the password
   * @throws IllegalArgumentException if the options do not go together, or name no such database
   */
  public AuditLedger of(Path project, Map<String, String> environment) {
    AuditLedger ledger = opened;
    if (ledger == null) {
      ledger =
          url == null
              ? ofProject(project)
              : DatabaseLedgers.open(url, requireName(), password(environment));
      opened = ledger;
    }
    return ledger;
  }

  /** Returns the name of the ledger in the database; empty if it is the project's file. */
  public Optional<String> name() {
    return url == null ? Optional.empty() : Optional.of(requireName());
  }

  /** Returns the environment without the password, which no command is to see. */
  public Map<String, String> withoutPassword(Map<String, String> environment) {
    Map<String, String> rest = new HashMap<>(environment);
    rest.remove(DEFAULT_VARIABLE);
    rest.remove(variable == null ? DEFAULT_VARIABLE : variable);
    return rest;
  }

  /** Returns what no command may show: the password, if there is a database that takes it. */
  public Set<String> secrets(Map<String, String> environment) {
    return url == null ? Set.of() : password(environment).map(Set::of).orElse(Set.of());
  }

  private AuditLedger ofProject(Path project) {
    if (name != null || variable != null || file != null) {
      throw new IllegalArgumentException(
          "--ledger-name and the options of the password need --ledger.");
    }
    return Loopgen.ledger(project);
  }

  private String requireName() {
    if (name == null) {
      throw new IllegalArgumentException(
          "A database holds many ledgers. Name this repository's with --ledger-name.");
    }
    return name;
  }

  private Optional<String> password(Map<String, String> environment) {
    Optional<String> password = known;
    if (password == null) {
      password = read(environment);
      known = password;
    }
    return password;
  }

  private Optional<String> read(Map<String, String> environment) {
    if (variable != null && file != null) {
      throw new IllegalArgumentException(
          "The password comes from a variable or from a file, not from both.");
    }
    if (file != null) {
      return Optional.of(TextFile.read("password", file).strip());
    }
    if (variable != null && !environment.containsKey(variable)) {
      throw new IllegalArgumentException(
          "The environment has no variable " + variable + " with a password.");
    }
    return Optional.ofNullable(environment.get(variable == null ? DEFAULT_VARIABLE : variable));
  }
}
