package dev.loopgen.cli.witness;

import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.attest.witness.Witness;
import dev.loopgen.attest.witness.WitnessServer;
import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Three witnesses of one log, and a policy that wants two of them. */
public final class ThreeWitnesses implements AutoCloseable {

  private static final List<String> NAMES = List.of("one", "two", "three");

  private final Path directory;
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<WitnessServer> servers = new ArrayList<>();

  private ThreeWitnesses(Path directory) {
    this.directory = directory;
  }

  /** Starts them, with their keys and states in a directory. */
  public static ThreeWitnesses start(Path directory, CheckpointKeyFiles log) throws IOException {
    ThreeWitnesses three = new ThreeWitnesses(directory);
    for (int i = 0; i < NAMES.size(); i++) {
      CliProject.execute(
              "keys", "generate", "--witness", "witness.example/" + i, "--out=" + three.key(i))
          .exitsWith(0);
      CliProject.execute(
              "witness",
              "add-log",
              log.verifierKey(),
              "--state=" + three.state(i),
              "--sign-with=" + three.key(i))
          .exitsWith(0);
      three.witnesses.add(Witness.open(three.state(i), three.pair(i), Clock.systemUTC()));
      three.servers.add(WitnessServer.of(three.witnesses.get(i)).start());
    }
    return three;
  }

  Path key(int number) {
    return directory.resolve("w" + number + ".key");
  }

  public Path state(int number) {
    return directory.resolve("state" + number);
  }

  WitnessKeyPair pair(int number) throws IOException {
    return WitnessKeyPair.parse(Files.readString(key(number)).strip());
  }

  /** Ends one of them; its state stays. */
  public void stop(int number) {
    servers.get(number).close();
    witnesses.get(number).close();
  }

  /** Starts one of them again, on another port. */
  public void restart(int number) throws IOException {
    witnesses.set(number, Witness.open(state(number), pair(number), Clock.systemUTC()));
    servers.set(number, WitnessServer.of(witnesses.get(number)).start());
  }

  /** Writes the policy for a log. */
  public Path policy(CheckpointKeyFiles log) throws IOException {
    StringBuilder text = new StringBuilder("log " + log.verifierKey() + "\n");
    for (int i = 0; i < NAMES.size(); i++) {
      text.append("witness ")
          .append(NAMES.get(i))
          .append(' ')
          .append(pair(i).verifierKey())
          .append(' ')
          .append(servers.get(i).uri())
          .append('\n');
    }
    return Files.writeString(
        directory.resolve("witnesses.policy"), text + "group most 2 one two three\nquorum most\n");
  }

  @Override
  public void close() {
    servers.forEach(WitnessServer::close);
    witnesses.forEach(Witness::close);
  }
}
