package dev.loopgen.core.internal.driven;

import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A model that takes a fixed number of steps to the goal; which one is next depends on the files
 * alone, so that a resumed run ends as an uninterrupted one does.
 */
final class SteppingModel implements ModelAdapter {

  static final int STEPS = 5;

  private final Path project;

  SteppingModel(Path project) {
    this.project = project;
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity("scripted", "scripted", null);
  }

  @Override
  public ModelDescription describe(Instant deadline) {
    return new ModelDescription(ModelServer.UNKNOWN, null, Set.of());
  }

  @Override
  public ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline) {
    int step = step() + 1;
    StringBuilder actions = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      actions.append(write("src/step" + step + "/file" + i + ".txt", "step " + step));
      actions.append(',');
    }
    if (step > 1) {
      actions.append("{\"type\":\"delete_file\",\"path\":\"src/step");
      actions.append(step - 1).append("/file0.txt\"},");
    }
    actions.append("{\"type\":\"run_command\",\"command\":\"sh check.sh\"},");
    actions.append(write("src/app.txt", "step " + step + "\\n"));
    String text = "{\"reasoning\":\"step " + step + "\",\"actions\":[" + actions + "]}";
    return new ModelReply(
        text,
        "",
        List.of(),
        new ModelUsage(1_000L, 100L, null, null),
        new FinishReason(FinishReason.Kind.STOP, "stop"),
        ModelServer.UNKNOWN);
  }

  private static String write(String path, String content) {
    return "{\"type\":\"write_file\",\"path\":\"" + path + "\",\"content\":\"" + content + "\"}";
  }

  private int step() {
    try {
      String text = Files.readString(project.resolve("src/app.txt")).strip();
      return text.startsWith("step ") ? Integer.parseInt(text.substring(5)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
