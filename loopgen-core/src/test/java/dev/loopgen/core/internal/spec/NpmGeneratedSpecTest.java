package dev.loopgen.core.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.spec.LoopSpec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Specs in the shape in which npm loopgen's generator writes them. */
final class NpmGeneratedSpecTest {

  private static final String FILE = ".loopgen/loopgen.loop.yaml";

  /** Lists that are equal are written once, and referred to by every later loop. */
  private static String generated(int loops) {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: "0.1"
            project: shop
            generatedBy: loopgen
            generatedAt: 2026-06-15T09:28:24.504Z
            loops:
            """);
    for (int i = 0; i < loops; i++) {
      yaml.append(
          """
            - id: loop-%d
              audience:%s
              trigger:
                type: ci_failure
                cadence: manual
                sources:
                  - manual CI failure URL or log
              verification:
                commands:
                  - npm run test
                acceptanceCriteria: All configured verification commands pass and the
                  state file explains what changed.
                makerChecker: true
                requiresHumanCommandDefinition: false
              stopCriteria:
                maxIterations: 3
                timeoutMinutes: 45
              stateFile: .loopgen/state/loop-%d.md
              permissions:
                allowedCommands:%s
                forbiddenPaths:%s
                allowNetwork: false
                allowPrCreation: false
              adapters:%s
          """
              .formatted(
                  i,
                  i == 0 ? " &a0\n        - developer" : " *a0",
                  i,
                  i == 0 ? " &a1\n          - npm ci\n          - npm run test" : " *a1",
                  i == 0 ? " &a2\n          - .env\n          - \"**/*prod*secret*\"" : " *a2",
                  i == 0 ? " &a3\n        - codex\n        - claude" : " *a3"));
    }
    return yaml.toString();
  }

  @Test
  void everyTemplate_isRead() {
    SpecFile spec = SpecReader.read(generated(20).getBytes(StandardCharsets.UTF_8), FILE);

    assertThat(spec.loops()).hasSize(20);
    LoopSpec last = spec.loops().get(19);
    assertThat(last.forbiddenPaths()).hasSize(2);
    assertThat(last.allowedCommands()).containsExactly("npm ci", "npm run test");
    assertThat(UnknownMembers.warnings(last)).isEmpty();
  }

  @Test
  void aliasesThatGrowExponentially_areStillRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String before = "*a" + (i - 1);
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, (before + ", ").repeat(9) + before));
    }
    yaml.append("loops: [{id: a, verification: {commands: [x]}}]\n");

    assertThatThrownBy(
            () -> SpecReader.read(yaml.toString().getBytes(StandardCharsets.UTF_8), FILE))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("after aliases are expanded");
  }
}
