package dev.loopgen.maven.plugin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProtectedSettingsTest {

  private static final String TRUST = "loopgen.trustRef";

  @TempDir private Path project;

  private ProtectedSettings given(String... property) {
    Properties commandLine = new Properties();
    if (property.length > 0) {
      commandLine.setProperty(property[0], property[1]);
    }
    return new ProtectedSettings(commandLine, project.resolve(".mvn"));
  }

  private void options(String file, String text) throws IOException {
    Path written = project.resolve(".mvn").resolve(file);
    Files.createDirectories(written.getParent());
    Files.writeString(written, text);
  }

  @Test
  void require_notSet_isAccepted() throws IOException {
    options("maven.config", "-D" + TRUST + "=HEAD");

    assertThatCode(() -> given().require(TRUST, null)).doesNotThrowAnyException();
  }

  @Test
  void require_fromTheCommandLine_isAccepted() throws IOException {
    options("maven.config", "-T2\n");
    Files.createDirectories(project.resolve(".mvn/wrapper"));

    assertThatCode(() -> given(TRUST, "main").require(TRUST, "main")).doesNotThrowAnyException();
  }

  @Test
  void requireUnchanged_pomSetsOtherThings_isAccepted() {
    assertThatCode(
            () ->
                given("loopgen.strict", "true")
                    .requireUnchanged(
                        Map.of(
                            "strict", "${loopgen.strict}", "loop", "tests", "session", "${session}")))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> given("loopgen.strict", "true").requireUnchanged(Map.of("strict", "true")))
        .doesNotThrowAnyException();
  }

  @Test
  void requireUnchanged_pomWeakensTheCommandLine_isRefused() {
    assertThatThrownBy(
            () ->
                given("loopgen.requireAttested", "true")
                    .requireUnchanged(Map.of("requireAttested", "false")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "loopgen.requireAttested is true on the command line and false in the POM");
  }

  @Test
  void require_fromThePom_isRefused() {
    assertThatThrownBy(() -> given().require(TRUST, "HEAD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopgen.trustRef is set in the POM")
        .hasMessageContaining("-Dloopgen.trustRef=HEAD");
  }

  @Test
  void require_pomOverridesTheCommandLine_isRefused() {
    assertThatThrownBy(() -> given(TRUST, "main").require(TRUST, "HEAD"))
        .hasMessageContaining("loopgen.trustRef is set in the POM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maven.config", "jvm.config", "maven-user.properties", "other"})
  void require_namedInTheOptionsOfTheWorkTree_isRefused(String file) throws IOException {
    options(file, "-T2 -D" + TRUST + "=main");

    assertThatThrownBy(() -> given(TRUST, "main").require(TRUST, "main"))
        .hasMessageContaining("loopgen.trustRef is set in .mvn/" + file);
  }

  @Test
  void require_optionsTooLargeToRead_isRefused() throws IOException {
    options("maven.config", " ".repeat(1 << 21));

    assertThatThrownBy(() -> given(TRUST, "main").require(TRUST, "main"))
        .hasMessageContaining("loopgen.trustRef is set in .mvn/maven.config");
  }

  @Test
  void require_optionsThatCannotBeRead_isRefused() throws IOException {
    Files.createDirectories(project.resolve(".mvn"));
    Files.createSymbolicLink(project.resolve(".mvn/maven.config"), Path.of("nowhere"));

    assertThatThrownBy(() -> given(TRUST, "main").require(TRUST, "main"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("what it sets is unknown");
  }
}
