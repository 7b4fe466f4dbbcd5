package dev.loopgen.core.internal.ledger.reliability;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Another process that appends to a ledger from some threads and prints a line {@code ok} and the
 * entryId once an append has returned, or {@code failed} and why.
 */
final class LedgerWriterProcess {

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private LedgerWriterProcess() {}

  /** Takes the ledger, a prefix of entryIds, the threads, appends of each, and padding in bytes. */
  public static void main(String[] arguments) throws Exception {
    AuditLedger ledger = JsonlAuditLedger.at(Path.of(arguments[0]));
    int appends = Integer.parseInt(arguments[3]);
    String padding = "x".repeat(Integer.parseInt(arguments[4]));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      String prefix = arguments[1] + "-" + i + "-";
      threads.add(new Thread(() -> append(ledger, prefix, appends, padding)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void append(AuditLedger ledger, String prefix, int appends, String padding) {
    try {
      for (int n = 0; n < appends; n++) {
        ledger.append(padded(prefix + n, n % 2 == 0 ? padding : ""));
        say("ok " + prefix + n);
      }
    } catch (LedgerException e) {
      say("failed " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Json.Obj padded(String id, String padding) {
    Json.ObjectBuilder facts = Json.object();
    LedgerFacts.passing(id).members().forEach(facts::put);
    return facts.put("padding", padding).build();
  }

  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the command that starts such a process. */
  static List<String> command(Path ledger, String prefix, int threads, int appends, int padding) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xmx128m",
        "-cp",
        classPath(),
        LedgerWriterProcess.class.getName(),
        ledger.toString(),
        prefix,
        String.valueOf(threads),
        String.valueOf(appends),
        String.valueOf(padding));
  }

  private static String classPath() {
    return Stream.of(
            LedgerWriterProcess.class,
            JsonlAuditLedger.class,
            LedgerFacts.class,
            AuditLedger.class,
            Logger.class)
        .map(LedgerWriterProcess::placeOf)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Finds the jar or directory that a class was read from, test classes of a module too. */
  private static String placeOf(Class<?> type) {
    String name = type.getName();
    String url =
        String.valueOf(type.getResource(name.substring(name.lastIndexOf('.') + 1) + ".class"));
    String place = url.substring(0, url.length() - name.length() - ".class".length());
    String file = place.startsWith("jar:") ? place.substring(4, place.length() - 2) : place;
    return Path.of(URI.create(file)).toString();
  }
}
