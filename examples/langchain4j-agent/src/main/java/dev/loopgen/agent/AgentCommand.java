package dev.loopgen.agent;

import dev.langchain4j.exception.LangChain4jException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.testkit.model.ScriptedModelServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has an agent repair a project, or shows that on a small one without a model. */
@Command(
    name = "langchain4j-agent",
    mixinStandardHelpOptions = true,
    description =
        "Has an agent of LangChain4j repair a project. Without a project, a scripted model repairs"
            + " a small one in a new directory.")
public final class AgentCommand implements Callable<Integer> {

  private static final int ERROR = 2;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = "The project's directory, with a loop spec in its base.")
  private @Nullable Path project;

  @Option(names = "--base-url", paramLabel = "URL", description = "The server, with its /v1.")
  private @Nullable String address;

  @Option(names = "--model", paramLabel = "MODEL", description = "The model's name.")
  private @Nullable String model;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description = "The variable that holds the key. Default: no key")
  private @Nullable String keyVariable;

  @Option(
      names = "--loop",
      paramLabel = "LOOP",
      defaultValue = ScriptedShop.LOOP,
      description = "The loop that must pass. Default: ${DEFAULT-VALUE}")
  private String loop = ScriptedShop.LOOP;

  @Option(
      names = "--isolate",
      paramLabel = "LEVEL",
      defaultValue = "sandbox",
      description =
          "How far commands are isolated: sandbox, export or none. With none, they run what the"
              + " agent wrote with your rights. Default: ${DEFAULT-VALUE}")
  private String isolate = "sandbox";

  private final PrintStream out;
  private final Map<String, String> environment;

  AgentCommand(PrintStream out, Map<String, String> environment) {
    this.out = out;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs the command and ends the process: 0 if the change passed, 1 if it did not, 2 if there is
   * no verdict.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new AgentCommand(out, System.getenv())).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return project == null ? demonstrate() : repair(project, models());
    } catch (LoopgenException | LangChain4jException | IllegalArgumentException | IOException e) {
      out.println("langchain4j-agent: " + e.getMessage());
      return ERROR;
    }
  }

  private int demonstrate() throws IOException, InterruptedException {
    Path shop = Files.createTempDirectory("loopgen-agent").toRealPath();
    ScriptedShop.create(shop);
    out.println("A repository whose test fails: " + shop);
    try (ScriptedModelServer server = ScriptedModelServer.start(ScriptedShop::reply)) {
      return repair(shop, new OpenAiModels(server.openAiAddress(), "none", ScriptedShop.MODEL));
    }
  }

  private int repair(Path directory, OpenAiModels models) throws IOException, InterruptedException {
    RepairAgent agent =
        new RepairAgent(
            directory, Trust.ofPlatform(environment), isolation(), models.atOnce(), out::println);
    RunResult result = agent.repair(loop, "The checks of the loop " + loop + " must pass.");
    result.failures().stream().map(Failure::describe).forEach(out::println);
    out.println(result.passed() ? "PASS" : "FAIL");
    return result.passed() ? 0 : 1;
  }

  private OpenAiModels models() {
    if (address == null || model == null) {
      throw new IllegalArgumentException("Name the model with --base-url and --model.");
    }
    return new OpenAiModels(address, OpenAiAdapterProvider.key(keyVariable, environment), model);
  }

  private Isolation isolation() {
    return Isolation.Level.find(isolate)
        .map(Isolation::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no isolation " + isolate + ". Use sandbox, export or none."));
  }
}
