package dev.loopgen.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.attest.LogPolicy;
import dev.loopgen.cli.Main;
import dev.loopgen.cli.fixture.CliProject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executes the commands of {@code docs/witness.md}. */
@Tag("slow")
final class WitnessDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "witness.md");
  private static final Pattern COMMAND =
      Pattern.compile("<!-- command \\d -->\\s+```sh\\s+loopgen (.*)\\n\\s+```");
  private static final Pattern POLICY = Pattern.compile("(?s)```\n(log .*?\n)```");

  @TempDir private Path directory;

  @Test
  void commands_ofThePage_setUpAWitness() throws Exception {
    List<String> commands =
        COMMAND.matcher(Files.readString(DOCUMENT)).results().map(found -> found.group(1)).toList();
    assertThat(commands).hasSize(5);
    CliProject shop = CliProject.project(directory.resolve("shop"), "git --version");
    shop.run();
    commands.subList(0, 3).forEach(this::execute);

    PipedInputStream printed = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(printed);
    String[] serve = arguments(commands.get(3).replace("--port 8321", "--port 0"));
    Thread server =
        new Thread(() -> Main.execute(out, new ByteArrayOutputStream(), Map.of(), serve));
    server.start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
      String url = lines.readLine().substring("listening on ".length());
      Files.writeString(
          directory.resolve("witnesses.policy"),
          "log %switness one %s %s\nquorum one\n"
              .formatted(
                  Files.readString(directory.resolve("shop.vkey")),
                  Files.readString(directory.resolve("witness.vkey")).strip(),
                  url));
      execute(commands.get(4) + " shop");
      assertThat(lines.readLine()).startsWith("200 ");
    } finally {
      server.interrupt();
      server.join();
    }
    execute("audit check --witness-policy witnesses.policy --witness-max-age 7d shop");
  }

  @Test
  void policy_ofThePages_isValid() throws Exception {
    String policy =
        POLICY.matcher(Files.readString(DOCUMENT)).results().findFirst().orElseThrow().group(1);

    assertThat(LogPolicy.parse(policy).hasIntersectingQuorums()).isTrue();
    String indented = policy.lines().map(line -> "      " + line + "\n").reduce("", String::concat);
    assertThat(DOCUMENT.resolveSibling("policy.md")).content().contains(indented);
  }

  /** Executes a command in the directory, with its standard output in a file if it says so. */
  private void execute(String command) {
    String[] parts = command.split(" > ");
    String out = CliProject.execute(arguments(parts[0])).exitsWith(0).out();
    if (parts.length > 1) {
      write(directory.resolve(parts[1]), out);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Splits a command; names of files are those of the directory. */
  private String[] arguments(String command) {
    return Arrays.stream(command.split(" "))
        .map(
            word ->
                word.matches("(shop|witness|witnesses)(\\.(key|vkey|policy)|-state)|shop")
                    ? directory.resolve(word).toString()
                    : word)
        .toArray(String[]::new);
  }
}
