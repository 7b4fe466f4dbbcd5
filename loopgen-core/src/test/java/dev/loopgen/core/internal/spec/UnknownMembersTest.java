package dev.loopgen.core.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.spec.LoopSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownMembersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "permissions: {forbidenPaths: [.env]} ! permissions.forbidenPaths ! permissions.forbiddenPaths",
        "permissions: {forbidden_paths: [.env]} ! permissions.forbidden_paths ! permissions.forbiddenPaths",
        "permissions: {forbidden: [.env]} ! permissions.forbidden ! permissions.forbiddenPaths",
        "permissions: {paths: [.env]} ! permissions.paths ! permissions.forbiddenPaths",
        "stopCriteria: {timeoutMinute: 1} ! stopCriteria.timeoutMinute ! stopCriteria.timeoutMinutes",
        "stopCriteria: {timeout: 1} ! stopCriteria.timeout ! stopCriteria.timeoutMinutes",
        "verification: {commands: [a], output: [x]} ! verification.output ! verification.outputs",
        "verification: {commands: [a], forbiddenPaths: [x]} ! verification.forbiddenPaths ! permissions.forbiddenPaths",
        "permisions: {forbiddenPaths: [.env]} ! permisions ! permissions",
        "forbiddenPaths: [.env] ! forbiddenPaths ! permissions",
        "stop_criteria: {timeoutMinutes: 1} ! stop_criteria ! stopCriteria"
      })
  void warnings_misspeltMember_isNamedWithTheOneThatWasMeant(
      String member, String name, String meant) {
    assertThat(warnings(member))
        .singleElement()
        .asString()
        .contains("The member " + name + " of", meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "lops: [] ! Did you mean loops?",
        "verison: '0.1' ! Did you mean version?",
        "Project: shop ! Did you mean project?",
        "forbiddenPaths: [.env] ! It belongs into a loop.",
        "permissions: {forbiddenPaths: [.env]} ! It belongs into a loop."
      })
  void warnings_misspeltMemberBesideTheLoops_isNamedWithTheOneThatWasMeant(
      String member, String meant) {
    assertThat(ofFile(member))
        .singleElement()
        .asString()
        .contains("The member " + member.split(":")[0] + " of the spec file", meant);
  }

  /** What npm loopgen writes, and what a person adds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{version: '0.1', project: shop, generatedBy: loopgen, generatedAt: 2026-06-15}",
        "x-team: ada",
        "anchors: none"
      })
  void warnings_memberOfTheFileThatIsKnownOrCustom_isSilent(String member) {
    assertThat(ofFile(member.replaceAll("^\\{|\\}$", "").replace(", ", "\n"))).isEmpty();
  }

  private static List<String> ofFile(String members) {
    String yaml = members + "\nloops:\n  - id: a\n    verification: {commands: [b]}\n";
    return SpecReader.read(yaml.getBytes(StandardCharsets.UTF_8), "spec.yaml").warnings();
  }

  @Test
  void warnings_memberLikeNoOther_isNamedWithoutAGuess() {
    assertThat(warnings("permissions: {zzz: 1}"))
        .singleElement()
        .asString()
        .contains("permissions.zzz", "no effect")
        .doesNotContain("Did you mean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner: team",
        "trigger: {type: x}",
        "permissions: {allowNetwork: false, allowPrCreation: false, allowedCommands: []}",
        "stopCriteria: {requireHumanInputOn: [x]}",
        "verification: {commands: [a], acceptanceCriteria: x, makerChecker: true}"
      })
  void warnings_knownMember_isSilent(String member) {
    assertThat(warnings(member)).isEmpty();
  }

  @Test
  void warnings_fileOfNpmLoopgen_isSilent() throws IOException {
    Path golden = Path.of("src", "test", "resources", "golden", "loopgen.loop.yaml");
    for (LoopSpec loop : SpecReader.read(Files.readAllBytes(golden), "x.yaml").loops()) {
      assertThat(UnknownMembers.warnings(loop)).isEmpty();
    }
  }

  @Test
  void digest_unknownMembers_stillCount() {
    assertThat(loop("permissions: {forbidenPaths: [.env]}").digest())
        .isNotEqualTo(loop("permissions: {}").digest());
  }

  private static List<String> warnings(String member) {
    return UnknownMembers.warnings(loop(member));
  }

  private static LoopSpec loop(String member) {
    return SpecReader.read(
            SpecSchemaTest.fileWith(member).getBytes(StandardCharsets.UTF_8), "x.yaml")
        .only();
  }
}
