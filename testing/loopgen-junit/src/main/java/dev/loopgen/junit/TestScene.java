package dev.loopgen.junit;

import dev.loopgen.testkit.model.ReplyQueue;
import dev.loopgen.testkit.model.ScriptedModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What one test has of loopgen, each part made when it is first asked for. */
final class TestScene {

  private final ReplyQueue replies = new ReplyQueue();
  private final ScriptedModel model = ScriptedModel.of(replies);
  private @Nullable LoopgenProject project;
  private @Nullable OfflineSigstore sigstore;

  ReplyQueue replies() {
    return replies;
  }

  ScriptedModel model() {
    return model;
  }

  synchronized LoopgenProject project() {
    if (project == null) {
      project = LoopgenProject.create();
    }
    return project;
  }

  synchronized OfflineSigstore sigstore() {
    if (sigstore == null) {
      try {
        sigstore = OfflineSigstore.start();
      } catch (NoClassDefFoundError e) {
        throw new ParameterResolutionException(
            "An OfflineSigstore needs loopgen-attest-sigstore and loopgen-sigstore-fixture. Add both"
                + " to the dependencies of the tests.",
            e);
      }
    }
    return sigstore;
  }

  /** Ends the scene and leaves its project. */
  synchronized Optional<LoopgenProject> keep() {
    stop();
    return Optional.ofNullable(project);
  }

  /** Ends the scene and deletes its project. */
  synchronized void discard() {
    stop();
    if (project != null) {
      project.delete();
    }
  }

  private void stop() {
    if (sigstore != null) {
      sigstore.close();
    }
  }
}
