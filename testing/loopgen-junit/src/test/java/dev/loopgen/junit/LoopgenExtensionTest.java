package dev.loopgen.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What becomes of projects, seen from outside of test classes that run here. */
final class LoopgenExtensionTest {

  private static final Set<Path> SEEN = ConcurrentHashMap.newKeySet();

  @Test
  void project_ofATestThatPasses_isDeleted() {
    assertThat(run(Passing.class).failures()).isEmpty();
    assertThat(SEEN).isNotEmpty().allMatch(Files::notExists);
  }

  @Test
  void project_ofATestThatFails_isKeptAndNamed() {
    Outcome outcome = run(Failing.class);

    Path kept = SEEN.iterator().next();
    assertThat(kept.resolve("evidence")).hasContent("of the failure");
    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.failures().get(0).getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("The project of this test is kept in " + kept);
    assertThat(outcome.reported()).containsExactly(kept.toString());
    FileTree.delete(kept);
  }

  @Test
  void project_ofATestThatFailsBeforeItStarts_isKept() {
    assertThat(run(FailingBefore.class).reported()).hasSize(1);
    SEEN.forEach(FileTree::delete);
  }

  @Test
  void projects_ofRepetitions_areDifferent() {
    assertThat(run(Repeating.class).failures()).isEmpty();
    assertThat(SEEN).hasSize(3);
  }

  @Test
  void project_forAllTestsTogether_isRefusedWithASentence() {
    assertThat(run(Sharing.class).failures())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("belongs to one test each");
  }

  private record Outcome(List<Throwable> failures, List<String> reported) {}

  private static Outcome run(Class<?> tests) {
    SEEN.clear();
    Outcome outcome = new Outcome(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(outcome.failures()::add);
          }

          @Override
          public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            outcome.reported().addAll(entry.getKeyValuePairs().values());
          }
        };
    LauncherFactory.create().execute(request().selectors(selectClass(tests)).build(), listener);
    return outcome;
  }

  @LoopgenTest
  static final class Passing {

    @Test
    void test(LoopgenProject project) {
      SEEN.add(project.directory());
      project.write("a/b", "c").commit("All");
      assertThat(project.directory()).isDirectory();
    }
  }

  @LoopgenTest
  static final class Failing {

    @Test
    void test(LoopgenProject project) {
      SEEN.add(project.directory());
      project.write("evidence", "of the failure");
      throw new AssertionError("on purpose");
    }
  }

  @LoopgenTest
  static final class FailingBefore {

    @BeforeEach
    void start(LoopgenProject project) {
      SEEN.add(project.directory());
      throw new IllegalStateException("on purpose");
    }

    @Test
    void test() {}
  }

  @LoopgenTest
  static final class Repeating {

    @RepeatedTest(3)
    void test(LoopgenProject project, LoopgenProject same) {
      assertThat(same).isSameAs(project);
      SEEN.add(project.directory());
    }
  }

  @LoopgenTest
  static final class Sharing {

    @BeforeAll
    static void start(LoopgenProject project) {
      SEEN.add(project.directory());
    }

    @Test
    void test() {}
  }
}
