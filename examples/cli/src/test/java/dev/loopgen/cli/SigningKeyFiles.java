package dev.loopgen.cli;

import java.nio.file.Path;
import java.util.stream.Stream;

/** A signing key that the command made, and its public key. */
record SigningKeyFiles(Path file, Path publicFile) {

  static SigningKeyFiles generate(Path directory, String name, String... options) {
    SigningKeyFiles keys =
        new SigningKeyFiles(directory.resolve(name + ".pem"), directory.resolve(name + ".pub"));
    Stream<String> command =
        Stream.of("keys", "generate-signing", "--out", keys.path(), "--public", keys.publicPath());
    Cli.execute(Stream.concat(command, Stream.of(options)).toArray(String[]::new)).exitsWith(0);
    return keys;
  }

  String path() {
    return file.toString();
  }

  String publicPath() {
    return publicFile.toString();
  }
}
