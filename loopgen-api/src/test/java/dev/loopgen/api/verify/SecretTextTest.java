package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTextTest {

  private static final String VALUE = "correct-horse";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API_KEY=correct-horse",
        "export API_KEY=\"correct-horse\" # the key",
        "API_KEY='correct-horse'",
        "# API_KEY=correct-horse",
        "db.password = correct-horse",
        "  dbPass: correct-horse",
        "  DB_PASS: correct-horse",
        "- token: correct-horse",
        "\"password\": \"correct-horse\",",
        "{\"user\":\"a\",\"password\":\"correct-horse\",\"port\":1}",
        "<password>correct-horse</password>",
        "machine example.com login a password correct-horse",
        "url=postgres://user:correct-horse@host/db",
        "'client_secret' => 'correct-horse',"
      })
  void addTo_settingNamedLikeASecret_hasItsValue(String line) {
    assertThat(secrets("first\n" + line + "\nlast")).contains(VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_ENV=production, production",
    "APP_NAME=my-shop-backend-app, my-shop-backend-app",
    "API_KEY=disabled, disabled",
    "TOKEN_FILE=/run/secrets/token, /run/secrets/token",
    "HOST=db-01.internal.example.com, db-01.internal.example.com"
  })
  void addTo_settingThatIsNoSecret_hasNoValue(String line, String value) {
    assertThat(secrets(line)).doesNotContain(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wq8Zk3-vHn5TpLx2Rd7",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "sk9d8f7g6h5j4k3l2"
      })
  void addTo_valueThatLooksRandom_isOneWhateverItsName(String value) {
    assertThat(secrets("STRIPE=" + value)).contains(value);
  }

  @Test
  void addTo_eachLine_isOneButMarksAndRemarks() {
    String key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----\n";

    assertThat(secrets(key + "# a remark\nhunter2hunter2\n"))
        .contains("MC4CAQAwBQYDK2Vw", "hunter2hunter2")
        .doesNotContain("-----BEGIN PRIVATE KEY-----", "# a remark");
  }

  @Test
  void addTo_keyInOneSetting_hasEachOfItsLines() {
    String setting =
        "KEY=\"-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2Vw\\n-----END PRIVATE KEY-----\"";

    assertThat(secrets(setting)).contains("MC4CAQAwBQYDK2Vw");
  }

  private static Set<String> secrets(String text) {
    Set<String> secrets = new LinkedHashSet<>();
    SecretText.addTo(secrets, text);
    return secrets;
  }
}
