import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;

/** An application on the class path. */
public final class Consumer {

  public static void main(String[] arguments) throws InterruptedException {
    LoopSpec spec = LoopSpec.builder("consumer").command("git --version").build();
    RunResult result =
        Loopgen.runner(Path.of(arguments[0])).build().run(RunRequest.builder().spec(spec).build());
    System.out.println(result.passed() + " " + Consumer.class.getModule().getName());
  }
}
