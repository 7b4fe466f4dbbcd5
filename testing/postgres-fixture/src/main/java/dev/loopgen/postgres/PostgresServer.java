package dev.loopgen.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of its own. Its port is one that it could bind: another one is taken if not.
 */
public final class PostgresServer {

  public static final String SUPERUSER = "postgres";

  /** The members of this role, where it exists, need a password; all others do not. */
  public static final String PASSWORD_ROLE = "by_password";

  private static final int ATTEMPTS = 20;
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable PostgresServer shared;

  private final Path programs;
  private final Path directory;
  private int port;
  private @Nullable Process process;

  private PostgresServer(Path programs, Path directory) {
    this.programs = programs;
    this.directory = directory;
  }

  /** Returns the server of version 18 that all tests of this process share. */
  public static synchronized PostgresServer shared() {
    PostgresServer server = shared;
    if (server == null) {
      server = create(PostgresBinaries.bundled());
      shared = server;
    }
    return server;
  }

  /** Creates a cluster and starts its server, which ends with this process. */
  public static PostgresServer create(Path programs) {
    try {
      Path place = Path.of("target/postgresql-data").toAbsolutePath();
      Files.createDirectories(place);
      PostgresServer server =
          new PostgresServer(programs, Files.createTempDirectory(place, "cluster-"));
      server.makeCluster();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeCluster() throws IOException {
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    Process initdb =
        command(
                "initdb",
                "-D",
                directory.toString(),
                "-U",
                SUPERUSER,
                "-A",
                "trust",
                "-N",
                "-E",
                "UTF8",
                "--locale=C")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (waitFor(initdb) != 0) {
      throw new IOException("initdb failed: " + Files.readString(log));
    }
    Files.delete(log);
    Path access = directory.resolve("pg_hba.conf");
    Files.writeString(
        access, "host all +" + PASSWORD_ROLE + " all scram-sha-256\n" + Files.readString(access));
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  /** Postgres refuses to run as root, but not as nobody in a user namespace. */
  private ProcessBuilder command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /** Starts the server on the port that it had, or on any other that is free. */
  public void start() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate =
          attempt == 0 && port != 0 ? port : ThreadLocalRandom.current().nextInt(20000, 60000);
      Process started =
          command(
                  "postgres",
                  "-D",
                  directory.toString(),
                  "-p",
                  String.valueOf(candidate),
                  "-c",
                  "listen_addresses=127.0.0.1",
                  "-c",
                  "unix_socket_directories=",
                  "-c",
                  "shared_buffers=32MB",
                  "-c",
                  "max_connections=80",
                  "-c",
                  "autovacuum=off",
                  "-c",
                  "restart_after_crash=on")
              .redirectErrorStream(true)
              .start();
      if (isReady(started)) {
        port = candidate;
        process = started;
        return;
      }
      started.destroyForcibly();
    }
    throw new IOException("no server started on any of " + ATTEMPTS + " ports");
  }

  /** Reads the log until the server accepts connections or ends, and drains the rest. */
  private static boolean isReady(Process server) throws IOException {
    BufferedReader log = server.inputReader(UTF_8);
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("ready to accept")) {
        Thread drain = new Thread(() -> drain(log), "postgres-log");
        drain.setDaemon(true);
        drain.start();
        return true;
      }
    }
    return false;
  }

  private static void drain(BufferedReader log) {
    try {
      while (log.readLine() != null) {
        // What the server says is of no interest.
      }
    } catch (IOException ended) {
      return;
    }
  }

  /** Ends the server as a crash of the machine would, without a word to its clients. */
  public void crash() {
    Process running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      waitFor(running);
    }
  }

  /** Returns the processor time of all processes of the server that are running. */
  public Duration processorTime() {
    Process running = Objects.requireNonNull(process);
    return Stream.concat(Stream.of(running.toHandle()), running.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  public Path directory() {
    return directory;
  }

  /** Creates a server of a copy of this cluster's files; this server must not be running. */
  public PostgresServer copy() throws IOException {
    Path copy = Files.createTempDirectory(directory.getParent(), "copy-");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, copy.resolve(directory.relativize(file).toString()));
      }
    }
    Files.deleteIfExists(copy.resolve("postmaster.pid"));
    PostgresServer server = new PostgresServer(programs, copy);
    Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
    return server;
  }

  private void remove() {
    crash();
    try {
      PostgresBinaries.delete(directory);
    } catch (IOException leftForMavenClean) {
      return;
    }
  }

  /** Creates an empty database. */
  public PostgresDatabase database() {
    String name = "test" + DATABASES.incrementAndGet();
    new PostgresDatabase(this, "postgres").administer("CREATE DATABASE " + name);
    return new PostgresDatabase(this, name);
  }

  int port() {
    return port;
  }

  /** Returns connections to a database, without a password. */
  public PGSimpleDataSource source(String database, String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(role);
    return source;
  }

  private static int waitFor(Process process) {
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a program of PostgreSQL does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
