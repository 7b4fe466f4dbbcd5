package dev.loopgen.cli.witness;

import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.attest.witness.Witness;
import dev.loopgen.attest.witness.WitnessAnswer;
import dev.loopgen.attest.witness.WitnessServer;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.VersionProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a witness by HTTP until the process is ended. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Serves a witness by HTTP, on the loopback device by default, until the process is ended.")
final class ServeCommand implements Callable<Integer> {

  private static final int MAX_PORT = 65_535;

  /** Seconds that a client may take for a request, and to read the answer. */
  private static final String TIME_LIMIT = "10";

  @Spec private CommandSpec spec;

  @Mixin private WitnessOptions witness;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; default: any that is free.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "The address to listen on; default: the loopback device.")
  private @Nullable String address;

  /** Used by picocli. */
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    System.setProperty("sun.net.httpserver.maxReqTime", TIME_LIMIT);
    System.setProperty("sun.net.httpserver.maxRspTime", TIME_LIMIT);
    WitnessKeyPair pair = witness.key();
    PrintWriter out = spec.commandLine().getOut();
    InetSocketAddress listening = listening();
    try (Witness opened = Witness.open(witness.state(), pair, Clock.systemUTC());
        WitnessServer server =
            WitnessServer.of(opened)
                .address(listening)
                .listener(answer -> print(answer, out))
                .start()) {
      out.println("listening on " + server.uri());
      out.flush();
      new CountDownLatch(1).await();
      return ExitCode.PASS;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The witness cannot listen on " + listening + ": " + e.getMessage() + ".", e);
    }
  }

  private InetSocketAddress listening() {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("--port must be from 0 to 65535.");
    }
    try {
      return new InetSocketAddress(
          address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address),
          port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--address " + address + " is no address.", e);
    }
  }

  private static void print(WitnessAnswer answer, PrintWriter out) {
    String first = answer.body().lines().findFirst().orElse("");
    out.println(answer.status() + " " + Console.escape(first));
    out.flush();
  }
}
