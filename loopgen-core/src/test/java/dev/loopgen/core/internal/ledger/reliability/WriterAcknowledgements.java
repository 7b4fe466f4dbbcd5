package dev.loopgen.core.internal.ledger.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link LedgerWriterProcess} at work, and what it has said so far. */
final class WriterAcknowledgements {

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread reader = new Thread(this::read);

  WriterAcknowledgements(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    reader.start();
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        first.countDown();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      first.countDown();
    }
  }

  void awaitFirst() throws InterruptedException {
    if (!first.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process says nothing");
    }
  }

  /** Ends the process without asking it; what it has said already is still read. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    join();
  }

  /** Waits for the end of the process; returns its exit code. */
  int join() throws InterruptedException {
    int exit = process.waitFor();
    reader.join();
    return exit;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the ids of the entries that were appended, once the process has ended. */
  List<String> ids() {
    return said("ok ");
  }

  /** Returns why appends failed, once the process has ended. */
  List<String> failures() {
    return said("failed ");
  }

  private List<String> said(String what) {
    return lines.stream()
        .filter(line -> line.startsWith(what))
        .map(line -> line.substring(what.length()))
        .toList();
  }
}
