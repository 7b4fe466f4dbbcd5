package dev.loopgen.core.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.fixture.NpmVectors;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A document has npm's hash or is refused with a sentence; it never gets another hash. */
final class YamlVectorsTest {

  private static final Set<String> REFUSED = Set.of("complex key", "directive 1.1");

  static Stream<Named<Json.Obj>> vectors() {
    return NpmVectors.of("loop-yaml.jsonl")
        .map(vector -> Named.of(vector.string("name").orElseThrow(), vector));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void read_vectorOfNpm_hasNpmsHashOrIsRefused(Json.Obj vector) {
    byte[] yaml = vector.string("yaml").orElseThrow().getBytes(StandardCharsets.UTF_8);
    Optional<String> hash = vector.string("sha256");

    if (hash.isEmpty() || REFUSED.contains(vector.string("name").orElseThrow())) {
      assertThatThrownBy(() -> YamlReader.read(yaml, "loops.yaml"))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("loops.yaml");
    } else {
      assertThat(YamlReader.read(yaml, "loops.yaml").sha256()).isEqualTo(hash.get());
    }
  }

  @Test
  void read_goldenSpec_hasTheHashOfTheGoldenLedger() {
    SpecFile file = SpecReader.read(NpmVectors.golden("loopgen.loop.yaml"), "loops.yaml");

    assertThat(file.find("test-repair").digest())
        .isEqualTo("fade90596e1718d1a2576e66829e751a01718cf14d4a49f3c91907223a27d902");
  }
}
