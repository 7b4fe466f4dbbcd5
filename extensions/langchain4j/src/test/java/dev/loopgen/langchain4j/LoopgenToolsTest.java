package dev.loopgen.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an agent's tools say of a change, and that they have no way around it. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class LoopgenToolsTest {

  @TempDir private Path project;

  @Test
  void tools_haveNoArgumentButTheLoop() {
    List<ToolSpecification> tools = ToolSpecifications.toolSpecificationsFrom(LoopgenTools.class);

    assertThat(tools)
        .extracting(ToolSpecification::name)
        .containsExactlyInAnyOrder("run", "check", "explain");
    for (ToolSpecification tool : tools) {
      if (tool.name().equals("run")) {
        assertThat(tool.parameters().properties()).containsOnlyKeys("loop");
        assertThat(tool.parameters().required()).isEmpty();
      } else {
        assertThat(tool.parameters()).isNull();
      }
    }
  }

  @Test
  void tools_ofAProject_judgeTheChangeByItsBase() throws Exception {
    TinyProject tiny = TinyProject.in(project, "git grep -q two -- src");
    tiny.write("src/app.txt", "one\n");
    tiny.commit();
    Trust trust = Trust.local();
    LoopgenTools tools =
        LoopgenTools.of(
            project,
            trust,
            Loopgen.runner(project).trust(trust).build(),
            Loopgen.gate(project).trust(trust).build());

    assertThat(tools.explain())
        .contains("Loop check runs:", "git grep -q two -- src", "- passing-run:");
    assertThat(tools.run(null)).contains("did not pass", "git grep -q two -- src");
    assertThat(tools.check()).startsWith("Not accepted.");
    assertThat(tools.run("other")).startsWith("There is no verdict.");

    tiny.write("src/app.txt", "two\n");

    assertThat(tools.run("")).contains("Loop check passed.");
    assertThat(tools.check()).startsWith("Accepted.");
    tiny.spec("true");
    assertThat(tools.run("check")).contains("did not pass");
    assertThat(tools.explain()).contains("git grep -q two -- src").doesNotContain("true");
    assertThat(tools.check()).startsWith("Not accepted.");
  }
}
