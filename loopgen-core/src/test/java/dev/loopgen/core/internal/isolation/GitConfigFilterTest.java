package dev.loopgen.core.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitConfigFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[http \"https://github.com/\"]\n\textraheader = AUTHORIZATION: basic SECRET\n",
        "[http \"https://github.com/\"] extraHeader = SECRET\n",
        "[http]\n\tEXTRAHEADER=SECRET\n",
        "[http]\n\textraheader = a \\\n SECRET\n",
        "[http]\n\textra\\\nheader = SECRET\n",
        "[remote \"origin\"]\n\turl = https://x-access-token:SECRET@github.com/a/b\n",
        "[remote \"origin\"]\n\turl = https://SECRET@github.com/a/b\n",
        "[url \"https://u:SECRET@github.com/\"]\n\tinsteadOf = gh:\n",
        "[credential]\n\thelper = \"!f() { echo password=SECRET; }; f\"\n",
        "[credential \"https://a\"]\n\tpassword = SECRET\n",
        "[sendemail]\n\tsmtppass = SECRET\n",
        "[includeIf \"gitdir:/a/.git\"]\n\tpath = /SECRET\n",
        "[include]\n  path=/SECRET\n",
        "[github]\r\n\ttoken = SECRET\r\n"
      })
  void withoutCredentials_knownPlace_isLeftOut(String config) {
    assertThat(GitConfigFilter.withoutCredentials(config)).doesNotContain("SECRET");
  }

  @Test
  void withoutCredentials_everythingElse_isKept() {
    String config =
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n# a comment\n[remote \"origin\"]\n"
            + "\turl = ssh://git@github.com/a/b\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
            + "[alias]\n\tx = \"log --format='%h \\\"%s\\\"'\"\n";

    assertThat(GitConfigFilter.withoutCredentials(config).strip()).isEqualTo(config.strip());
  }
}
