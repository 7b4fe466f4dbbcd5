package dev.loopgen.core.internal.exec;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import dev.loopgen.api.agent.AgentChannel;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.internal.isolation.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The process of a coding agent. The caller's thread polls its output, so a process that floods it,
 * or keeps the pipe open, delays nothing; what nobody waits for stays in the pipe. Not thread-safe.
 */
public final class AgentProcess implements AgentChannel, Closeable {

  private static final long POLL_MILLIS = 5;
  private static final int CHUNK = 64 << 10;

  /** How long the output of a process that has ended is still read. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

  private final Shell.Started started;
  private final Optional<Sandbox> sandbox;
  private final Redactor redactor;
  private final AgentInput input;
  private final MessageLines lines = new MessageLines();
  private final OutputTail messages = new OutputTail();
  private final byte[] buffer = new byte[CHUNK];

  private AgentProcess(Shell.Started started, Optional<Sandbox> sandbox, Redactor redactor) {
    this.started = started;
    this.sandbox = sandbox;
    this.redactor = redactor;
    this.input = AgentInput.of(started.process().getOutputStream());
  }

  /**
   * Starts an agent.
   *
   * @param command the command line
   * @param directory the directory in which it starts, without links
   * @param environment all of its variables
   * @param sandbox where it runs, if not with the rights of this process; closed with the process
   * @param redactor removes secrets from what it writes to standard error
   * @throws dev.loopgen.api.CommandException if the shell cannot be started
   */
  public static AgentProcess start(
      String command,
      Path directory,
      Map<String, String> environment,
      Optional<Sandbox> sandbox,
      Redactor redactor) {
    byte[] marker = new byte[16];
    new SecureRandom().nextBytes(marker);
    Shell shell = new Shell(ProcessTable.ofMachine());
    Shell.Started started =
        shell.startPiped(
            command, directory, environment, HexFormat.of().formatHex(marker), sandbox);
    return new AgentProcess(started, sandbox, redactor);
  }

  /**
   * Returns the variables of an agent in a sandbox: those of isolated commands, and the secret ones
   * that it is given.
   *
   * @param given the names of the latter
   */
  public static Map<String, String> isolatedVariables(
      Map<String, String> environment, Set<String> given) {
    Map<String, String> variables = new TreeMap<>(IsolatedVariables.of(environment));
    environment.forEach(
        (name, value) -> {
          if (given.contains(name)) {
            variables.put(name, value);
          }
        });
    return variables;
  }

  /** Tells whether the agent runs in a sandbox. */
  public boolean isSandboxed() {
    return sandbox.isPresent();
  }

  @Override
  public void send(Json.Obj message) {
    input.send((message.text() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] receive(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Optional<byte[]> line = lines.next();
      if (line.isPresent()) {
        return line.get();
      }
      boolean alive = started.process().isAlive();
      if (poll()) {
        continue;
      }
      if (!alive) {
        throw ended();
      }
      if (System.nanoTime() - end >= 0) {
        throw new ModelException(
            Kind.TIMED_OUT, "The agent did not answer in time." + messages.quoted(redactor));
      }
      started.tree().observe();
      started.process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Reads what is there; tells whether there was anything on standard output. */
  private boolean poll() {
    read(started.process().getErrorStream(), messages::accept);
    return read(started.process().getInputStream(), lines::accept);
  }

  /** Takes bytes that were read. */
  private interface Sink {
    void accept(byte[] bytes, int count);
  }

  private boolean read(InputStream in, Sink sink) {
    try {
      int available = Math.min(in.available(), buffer.length);
      int count = available > 0 ? in.read(buffer, 0, available) : 0;
      if (count > 0) {
        sink.accept(buffer, count);
      }
      return count > 0;
    } catch (IOException closedWhileThePlatformCollectsTheRest) {
      return false;
    }
  }

  private ModelException ended() throws InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    Thread.sleep(POLL_MILLIS);
    while (read(started.process().getErrorStream(), messages::accept)
        && System.nanoTime() - end < 0) {
      Thread.sleep(POLL_MILLIS);
    }
    return new ModelException(
        Kind.UNREACHABLE,
        "The agent ended (exit code "
            + started.process().exitValue()
            + ")."
            + messages.quoted(redactor));
  }

  /** Ends the agent and all processes that it started, as far as the platform allows. */
  @Override
  public void close() {
    try {
      started.tree().terminate();
      input.close();
    } finally {
      started.close();
      sandbox.ifPresent(Sandbox::close);
    }
  }
}
