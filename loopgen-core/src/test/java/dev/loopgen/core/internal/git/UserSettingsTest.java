package dev.loopgen.core.internal.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UserSettingsTest {

  @TempDir private Path home;

  @Test
  void defaultBranch_noFile_isNotKnown() {
    assertThat(UserSettings.defaultBranch(Map.of())).isNull();
    assertThat(UserSettings.defaultBranch(Map.of("HOME", home.toString()))).isNull();
  }

  @Test
  void defaultBranch_severalFiles_isThatOfTheLast() throws IOException {
    write(home.resolve(".config/git/config"), "[init]\n\tdefaultBranch = first\n");
    assertThat(UserSettings.defaultBranch(Map.of("HOME", home.toString()))).isEqualTo("first");
    write(home.resolve(".gitconfig"), "[Init]\n\tDEFAULTBRANCH = \"last\"\n");

    assertThat(UserSettings.defaultBranch(Map.of("HOME", home.toString()))).isEqualTo("last");
  }

  @Test
  void defaultBranch_fileNamedByTheEnvironment_isTheOnlyOne() throws IOException {
    write(home.resolve(".gitconfig"), "[init]\n\tdefaultBranch = home\n");
    Path named = home.resolve("named");
    write(named, "[user]\n\tname = x\n");
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "GIT_CONFIG_GLOBAL", named.toString());

    assertThat(UserSettings.defaultBranch(environment)).isNull();
  }

  @Test
  void defaultBranch_fileThatIsNotValid_isNotKnown() throws IOException {
    write(home.resolve(".gitconfig"), "[init\ndefaultBranch = x");

    assertThat(UserSettings.defaultBranch(Map.of("HOME", home.toString()))).isNull();
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
