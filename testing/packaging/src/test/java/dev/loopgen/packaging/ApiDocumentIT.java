package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Every change of what is exported shows in docs/api.txt, and so in the review of the change. */
final class ApiDocumentIT {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "api.txt");
  private static final Path FOUND = Path.of("target", "api.txt");

  /** On other releases, reflection spells a few signatures in another way. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_17, max = JRE.JAVA_17)
  void signatures_ofEveryPublishedArtifact_areThoseThatWereReviewed() throws IOException {
    String found =
        Jars.LIBRARIES.stream()
            .map(module -> ApiSignatures.of(Jars.of("loopgen-" + module)))
            .collect(Collectors.joining("\n"));
    Files.writeString(FOUND, found);

    assertThat(found.lines())
        .as(
            "The exported signatures are not those of docs/api.txt. If the change is meant, copy"
                + " testing/packaging/target/api.txt there, have it reviewed, and say it in"
                + " CHANGELOG.md.")
        .containsExactlyElementsOf(Files.readAllLines(DOCUMENT));
  }
}
