package dev.loopgen.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.support.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/loopgen",
        "jdbc:postgresql://db.example.org:5433,db2/loopgen?user=ci&sslmode=verify-full",
        "jdbc:postgresql://[::1]/loopgen?targetServerType=primary"
      })
  void url_ofAnAllowedForm_isTaken(String url) {
    assertThatCode(() -> DatabaseUrl.requireAllowed(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "postgresql://localhost/loopgen",
        "jdbc:h2:mem:x",
        "jdbc:postgresql:loopgen",
        "JDBC:postgresql://localhost/loopgen",
        "jdbc:postgresql://ci:hunter22@localhost/loopgen",
        "jdbc:postgresql://localhost/loopgen?password=hunter22",
        "jdbc:postgresql://localhost/loopgen?user=ci&sslpassword=hunter22",
        "jdbc:postgresql://localhost/loopgen?PASSWORD=hunter22",
        "jdbc:postgresql://localhost/loopgen?socketFactory=hunter22",
        "jdbc:postgresql://localhost/loopgen?user=ci&socketFactory=hunter22",
        "jdbc:postgresql://localhost/loopgen?loggerFile=hunter22",
        "jdbc:postgresql://localhost/loopgen?options=-c%20hunter22",
        "jdbc:postgresql://localhost/loopgen?%73ocketFactory=hunter22",
        "jdbc:postgresql://localhost/loopgen?user=ci&"
      })
  void url_ofAnyOtherForm_isRefusedWithoutBeingRepeated(String url) {
    assertThatThrownBy(() -> DatabaseUrl.requireAllowed(url))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hunter22"));
  }

  @Test
  void options_thatDoNotGoTogether_areRefusedWithASentence(@TempDir Path project) {
    String url = "jdbc:postgresql://localhost/loopgen";
    assertThat(refusal(project, "--ledger", url)).contains("--ledger-name");
    assertThat(refusal(project, "--ledger-name", "shop")).contains("need --ledger");
    for (String odd : List.of("127.0.0.1:99999/loopgen", "host%zz/loopgen?user=%zz")) {
      assertThat(refusal(project, "--ledger", "jdbc:postgresql://" + odd, "--ledger-name", "a"))
          .contains("does not understand the URL");
    }
    assertThat(
            refusal(
                project, "--ledger", url, "--ledger-name", "a", "--ledger-password-variable", "NO"))
        .contains("no variable NO");
    assertThat(
            refusal(
                project,
                "--ledger",
                url,
                "--ledger-name",
                "a",
                "--ledger-password-variable",
                "A",
                "--ledger-password-file",
                "b"))
        .contains("not from both");
  }

  private static String refusal(Path project, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "audit";
    arguments[1] = "verify";
    arguments[2] = project.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    String said =
        CliProject.execute(Map.of("A", "hunter22"), arguments).exitsWith(ExitCode.ERROR).err();
    assertThat(said).doesNotContain("hunter22");
    return said.replaceAll("\\s+", " ");
  }
}
