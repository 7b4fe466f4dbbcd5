package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** A key that the command made. */
record Keys(Path file, String verifierKey) {

  static Keys generate(Path file, String name) {
    Cli.Ended ended = Cli.execute("keys", "generate", name, "--out", file.toString()).exitsWith(0);
    assertThat(ended.out()).hasLineCount(1);
    return new Keys(file, ended.out().strip());
  }

  String path() {
    return file.toString();
  }
}
