package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Compares the metadata for native images with the classes that picocli makes and fills by
 * reflection. No image is built.
 */
final class NativeMetadataTest {

  private static final String METADATA =
      "META-INF/native-image/dev.loopgen/loopgen-cli/reachability-metadata.json";

  /** What {@link Main} names in a system property. */
  private static final String LOGGING = "org.slf4j.nop.NOPServiceProvider";

  @Test
  void reflection_isOfTheClassesThatPicocliFills() throws Exception {
    Set<String> expected = new TreeSet<>(List.of(LOGGING));
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replaceAll("\\.class$", "");
        Class<?> type =
            Class.forName(name.replaceAll("[/\\\\]", "."), false, Main.class.getClassLoader());
        if (isOfPicocli(type)) {
          expected.add(type.getName());
        }
      }
    }

    assertThat(described()).isEqualTo(expected);
  }

  private static boolean isOfPicocli(Class<?> type) {
    return CommandLine.ITypeConverter.class.isAssignableFrom(type)
        || CommandLine.IVersionProvider.class.isAssignableFrom(type)
        || Stream.of(
                Stream.of((AnnotatedElement) type),
                Arrays.stream(type.getDeclaredFields()),
                Arrays.stream(type.getDeclaredMethods()))
            .flatMap(elements -> elements)
            .flatMap(element -> Arrays.stream(element.getAnnotations()))
            .anyMatch(found -> found.annotationType().getName().startsWith("picocli."));
  }

  private static Set<String> described() throws IOException {
    Set<String> names = new TreeSet<>();
    try (InputStream in = Main.class.getClassLoader().getResourceAsStream(METADATA)) {
      assertThat(in).as(METADATA).isNotNull();
      Json.Obj json = (Json.Obj) Json.parse(in.readAllBytes());
      for (Json entry : json.array("reflection").orElseThrow()) {
        assertThat(names.add(((Json.Obj) entry).string("type").orElseThrow())).isTrue();
      }
    }
    return names;
  }
}
