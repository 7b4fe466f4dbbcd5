package org.example.shop;

import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;

import dev.loopgen.api.run.Failure;
import dev.loopgen.junit.LoopgenProject;
import dev.loopgen.junit.LoopgenTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop of this project forbids what it must, seen in a scratch repository. */
@LoopgenTest
final class CartLoopTest {

  @BeforeEach
  void start(LoopgenProject project) throws Exception {
    String spec = Files.readString(Path.of(".loopgen", "loopgen.loop.yaml"));
    project
        .write(".loopgen/loopgen.loop.yaml", spec.replace("mvn -q -ntp test", "git --version"))
        .write("reviewer.pem", "the key\n")
        .commit("Start");
  }

  @Test
  void run_keyOfTheReviewerReplaced_isRefused(LoopgenProject project) throws Exception {
    project.write("reviewer.pem", "another key\n");

    assertThat(project.run())
        .isRefusedFor(Failure.ForbiddenPath.class)
        .isRefusedForPath("reviewer.pem");
  }

  @Test
  void run_otherChange_passes(LoopgenProject project) throws Exception {
    project.write("src/main/java/Cart.java", "final class Cart {}\n");

    assertThat(project.run()).passed().hasNoForbiddenChanges();
  }
}
