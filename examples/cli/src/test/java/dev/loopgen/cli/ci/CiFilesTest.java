package dev.loopgen.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files for CI systems must and must not hold; that they work, {@code *IT} shows. */
final class CiFilesTest {

  private static final Pattern PINNED =
      Pattern.compile(" *(- )?uses: [\\w./-]+@([0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+|COMMIT)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action.yml",
        "ci-templates/github/loopgen.yml",
        "ci-templates/github/unsigned.yml"
      })
  void actions_ofOthers_arePinnedByTheirCommit(String file) throws IOException {
    List<String> uses = CiFile.text(file).lines().filter(line -> line.contains("uses:")).toList();

    assertThat(uses).isNotEmpty().allMatch(line -> PINNED.matcher(line).matches());
  }

  @Test
  void scripts_holdNoExpression() throws IOException {
    assertThat(gitHubScripts()).isNotEmpty().noneMatch(script -> script.contains("${{"));
  }

  @Test
  void action_steps_takeEveryInputByTheEnvironment() throws IOException {
    CiFile action = CiFile.read("action.yml");
    String text = CiFile.text("action.yml");

    for (String input : action.child("inputs").texts().keySet()) {
      assertThat(text).contains("inputs." + input);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void scripts_areShell(@TempDir Path directory) throws IOException, InterruptedException {
    List<String> scripts = new ArrayList<>(gitHubScripts());
    CiFile pipeline = CiFile.read("ci-templates/gitlab/loopgen.gitlab-ci.yml");
    for (String job : pipeline.texts().keySet()) {
      scripts.addAll(pipeline.child(job).strings("before_script"));
      scripts.addAll(pipeline.child(job).strings("script"));
    }

    assertThat(scripts).hasSizeGreaterThan(6);
    for (String script : scripts) {
      Path file = Files.writeString(directory.resolve("script.sh"), script);
      assertThat(
              CliProject.ended(new ProcessBuilder("sh", "-n", file.toString())).exitsWith(0).err())
          .as(script)
          .isEmpty();
    }
  }

  @Test
  void workflow_jobThatRunsTheChange_mayNeitherSignNorWrite() throws IOException {
    CiFile jobs = CiFile.read("ci-templates/github/loopgen.yml").child("jobs");

    assertThat(jobs.child("run").child("permissions").texts()).hasToString("{contents=read}");
    assertThat(jobs.child("gate").child("permissions").texts())
        .hasToString("{contents=read, id-token=write}");
    assertThat(steps(jobs.child("run"))).containsExactly("run");
    assertThat(steps(jobs.child("gate"))).containsExactly("attest check");
    assertThat(CiFile.read("ci-templates/github/unsigned.yml").child("permissions").texts())
        .hasToString("{contents=read}");
  }

  @Test
  void workflow_gate_isNeverSkipped() throws IOException {
    CiFile gate = CiFile.read("ci-templates/github/loopgen.yml").child("jobs").child("gate");

    assertThat(gate.string("if")).isEqualTo("always()");
    assertThat(gate.string("needs")).isEqualTo("run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loopgen.yml", "caller.yml", "unsigned.yml"})
  void workflows_neverRunAChangeWithTheRightsOfTheBase(String file) throws IOException {
    assertThat(CiFile.text("ci-templates/github/" + file))
        .doesNotContain("pull_request_target", "workflow_run", "secrets", "contents: write");
  }

  @Test
  void caller_passesOnlyInputsThatTheWorkflowHas() throws IOException {
    CiFile called =
        CiFile.read("ci-templates/github/loopgen.yml")
            .child("on")
            .child("workflow_call")
            .child("inputs");
    CiFile job = CiFile.read("ci-templates/github/caller.yml").child("jobs").child("loopgen");

    assertThat(called.texts().keySet()).containsAll(job.child("with").texts().keySet());
    assertThat(job.child("permissions").texts())
        .isEqualTo(
            CiFile.read("ci-templates/github/loopgen.yml")
                .child("jobs")
                .child("gate")
                .child("permissions")
                .texts());
  }

  @Test
  void pipeline_identity_isOfTheGateAloneWhichAlwaysRuns() throws IOException {
    CiFile pipeline = CiFile.read("ci-templates/gitlab/loopgen.gitlab-ci.yml");

    assertThat(pipeline.child("loopgen-run").texts()).doesNotContainKey("id_tokens");
    assertThat(pipeline.child(".loopgen").texts()).doesNotContainKey("id_tokens");
    assertThat(pipeline.child("loopgen-gate").child("id_tokens").texts()).hasSize(1);
    assertThat(pipeline.child("loopgen-gate").list("rules"))
        .allMatch(rule -> rule.string("when").equals("always"));
    assertThat(pipeline.child("loopgen-gate").strings("script"))
        .noneMatch(script -> script.contains("loopgen run"));
  }

  @Test
  void document_blocks_areTheFilesOrYaml() throws IOException {
    List<String> whole = new ArrayList<>();
    for (String block : CiFile.blocks("docs/ci.md", "yaml")) {
      assertThat(CiFile.parse(block).members()).isNotEmpty();
      if (block.startsWith("# ci-templates/")) {
        String file = block.substring(2, block.indexOf('\n'));
        assertThat(block).isEqualTo("# " + file + "\n" + CiFile.text(file));
        whole.add(file);
      }
    }

    assertThat(whole)
        .containsExactly("ci-templates/github/unsigned.yml", "ci-templates/github/caller.yml");
  }

  private static List<String> gitHubScripts() throws IOException {
    Stream<CiFile> steps = CiFile.read("action.yml").child("runs").list("steps").stream();
    for (String file : List.of("loopgen.yml", "unsigned.yml")) {
      CiFile jobs = CiFile.read("ci-templates/github/" + file).child("jobs");
      for (String job : jobs.texts().keySet()) {
        steps = Stream.concat(steps, jobs.child(job).list("steps").stream());
      }
    }
    return steps.map(step -> step.string("run")).filter(script -> !script.isEmpty()).toList();
  }

  private static List<String> steps(CiFile job) {
    return job.list("steps").stream()
        .map(step -> step.child("with").string("steps"))
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
