package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.testkit.AttestableEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What sigstore-js says of our bundles; runs with the profile {@code node}. */
@EnabledIfSystemProperty(named = "node", matches = ".+")
final class SecondOpinionTest {

  private static final AttestableEntry RUN = SigstoreScenario.runs().get(0);

  @TempDir private Path folder;

  @Test
  void bundlesOfBothGenerations_areVerifiedBySigstoreJs() throws Exception {
    try (SigstoreScenario world = new SigstoreScenario()) {
      List<byte[]> bundles = new ArrayList<>();
      for (int version : new int[] {1, 2, 1, 2}) {
        bundles.add(world.bundle(version, RUN));
      }

      assertThat(opinions(world, bundles)).hasSize(4).allMatch(line -> line.startsWith("verified"));
    }
  }

  @Test
  void bundlesWithForeignParts_areRejectedBySigstoreJsToo() throws Exception {
    try (SigstoreScenario world = new SigstoreScenario()) {
      List<byte[]> bundles = new ArrayList<>();
      for (int version : new int[] {1, 2}) {
        Json.Obj bundle = BundleJson.read("It", world.bundle(version, RUN));
        Json.Obj other = BundleJson.read("It", world.bundle(version, RUN));
        for (List<String> part :
            List.of(
                List.of("verificationMaterial", "tlogEntries"),
                List.of("dsseEnvelope", "signatures"))) {
          Json foreign = JsonEdit.find(other, part);
          bundles.add(JsonEdit.replace(bundle, part, old -> foreign).canonical().getBytes(UTF_8));
        }
      }

      assertThat(opinions(world, bundles)).hasSize(4).allMatch(line -> line.startsWith("rejected"));
    }
  }

  private List<String> opinions(SigstoreScenario world, List<byte[]> bundles) throws Exception {
    Path root = Files.write(folder.resolve("trusted_root.json"), world.sigstore.trustedRoot());
    List<String> command = new ArrayList<>(List.of("node", "verify.mjs", root.toString()));
    for (int i = 0; i < bundles.size(); i++) {
      command.add(Files.write(folder.resolve(i + ".json"), bundles.get(i)).toString());
    }
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of(System.getProperty("node")).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
