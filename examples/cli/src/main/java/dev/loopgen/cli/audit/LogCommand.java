package dev.loopgen.cli.audit;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.support.AlignedRows;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the ledger. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Lists the entries of the ledger up to the first damage, newest last.")
final class LogCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  @Mixin private LogFilter filter;

  @Option(names = "--limit", paramLabel = "N", description = "List only the last N of them.")
  private @Nullable Integer limit;

  @Option(names = "--json", description = "Print the entries as recorded, one per line.")
  private boolean json;

  /** Used by picocli. */
  LogCommand() {}

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1, not " + limit);
    }
    filter.requireConsistent(spec.commandLine());
    CheckedLedger checked = CheckedLedger.withoutHistory(ledger.of(project.directory()), List.of());
    ChainStatus status = checked.status();
    if (checked.exitCode() == ExitCode.ERROR) {
      throw new IllegalArgumentException(status.describe());
    }
    list(status.isIntact() ? Long.MAX_VALUE : soundEntries(status));
    if (!status.isIntact()) {
      PrintWriter where = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
      where.println(
          (json ? Colours.NONE : CommandContext.colours(spec)).verdict(false, "NOT INTACT")
              + " "
              + Console.escape(status.describe()));
    }
    return checked.exitCode();
  }

  private static long soundEntries(ChainStatus damage) {
    return damage instanceof ChainStatus.AtEntry at ? at.index() : 0;
  }

  /** Lists entries from the first one on, until the output's reader is gone. */
  private void list(long count) {
    if (count == 0) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    Deque<List<String>> last = new ArrayDeque<>();
    EntryLineFormatter lines = new EntryLineFormatter(CommandContext.colours(spec));
    AlignedRows rows = new AlignedRows(out::println);
    try (Stream<AuditEntry> all = ledger.of(project.directory()).entries()) {
      Iterator<AuditEntry> entries = all.limit(count).iterator();
      while (entries.hasNext() && !out.checkError()) {
        AuditEntry entry = entries.next();
        List<String> row =
            json ? List.of(Console.escape(entry.json().canonical())) : lines.next(entry);
        if (!filter.accepts(entry)) {
          continue;
        }
        if (limit == null) {
          rows.add(row);
        } else {
          last.add(row);
          if (last.size() > limit) {
            last.remove();
          }
        }
      }
    }
    last.forEach(rows::add);
    rows.flush();
  }
}
