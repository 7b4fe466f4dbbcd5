package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretValuesTest {

  private static final String VALUE = "value-0123456789";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GITHUB_TOKEN",
        "npm_config__authToken",
        "DB_PASSWORD",
        "AWS_SECRET_ACCESS_KEY",
        "OPENAI_API_KEY",
        "GH_PAT",
        "DB_PASS",
        "MYSQL_PWD",
        "DATABASE_URL",
        "SENTRY_DSN",
        "ACTIONS_ID_TOKEN_REQUEST_URL"
      })
  void encodings_ofAVariableNamedLikeASecret_holdItsValue(String name) {
    assertThat(SecretValues.encodings(Map.of(name, VALUE), Set.of())).contains(VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HOME",
        "USER",
        "PWD",
        "OLDPWD",
        "COMPASS",
        "BYPASS_CACHE",
        "GIT_AUTHOR_NAME",
        "LD_LIBRARY_PATH",
        "NODE_PATH",
        "A_PATTERN"
      })
  void encodings_ofAnyOtherVariable_areNone(String name) {
    assertThat(SecretValues.encodings(Map.of(name, VALUE), Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "disabled", "required", "/tmp/ssh-agent/socket.1"})
  void encodings_ofAValueThatIsNoSecret_areNone(String value) {
    assertThat(SecretValues.encodings(Map.of("A_TOKEN", value), Set.of())).isEmpty();
  }

  @Test
  void encodings_areNeverShort() {
    assertThat(SecretValues.encodings(Map.of("A_TOKEN", "12345678\nab\n" + VALUE), Set.of()))
        .allMatch(encoding -> encoding.length() >= SecretValues.MIN_LENGTH);
  }

  @Test
  void encodings_ofAValueInWhiteSpace_areThoseOfTheValue() {
    assertThat(SecretValues.encodings(Map.of("A_TOKEN", " " + VALUE + "\n"), Set.of()))
        .isEqualTo(SecretValues.encodings(Map.of("A_TOKEN", VALUE), Set.of()));
  }
}
