package dev.loopgen.junit;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.testkit.model.ReplyQueue;
import dev.loopgen.testkit.model.ScriptedModel;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters that {@link LoopgenTest} lists. Thread-safe. */
public final class LoopgenExtension implements ParameterResolver, AfterEachCallback {

  private static final Map<Class<?>, Function<TestScene, Object>> PARAMETERS =
      Map.of(
          LoopgenProject.class, TestScene::project,
          LoopRunner.class, scene -> scene.project().runner().build(),
          AuditLedger.class, scene -> scene.project().ledger(),
          Clock.class, scene -> scene.project().clock(),
          ReplyQueue.class, TestScene::replies,
          ScriptedModel.class, TestScene::model,
          OfflineSigstore.class, TestScene::sigstore);

  /** Creates the extension; usually {@link LoopgenTest} does. */
  public LoopgenExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          parameter.getParameter()
              + " belongs to one test each. Take it in the test method, or in a method that runs"
              + " before each test.");
    }
    return Objects.requireNonNull(PARAMETERS.get(parameter.getParameter().getType()))
        .apply(scene(context));
  }

  private static TestScene scene(ExtensionContext context) {
    ExtensionContext.Store store = store(context);
    TestScene scene = store.get(TestScene.class, TestScene.class);
    if (scene == null) {
      scene = new TestScene();
      store.put(TestScene.class, scene);
    }
    return scene;
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(
        ExtensionContext.Namespace.create(LoopgenExtension.class, context.getUniqueId()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestScene scene = store(context).remove(TestScene.class, TestScene.class);
    if (scene == null) {
      return;
    }
    context
        .getExecutionException()
        .ifPresentOrElse(
            failure ->
                scene
                    .keep()
                    .ifPresent(project -> tell(context, failure, project.directory().toString())),
            scene::discard);
  }

  /** Adds to the failure where the project is, because every runner of tests prints that. */
  private static void tell(ExtensionContext context, Throwable failure, String directory) {
    failure.addSuppressed(new KeptProject(directory));
    context.publishReportEntry("loopgen.project", directory);
  }
}
