package dev.loopgen.adapters.acp;

import dev.loopgen.api.agent.AgentAnswer;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.driven.BlockReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A host with files in memory, which refuses what is called "secret". */
final class RecordingHost implements AgentHost {

  final Map<String, String> files = new TreeMap<>();
  final List<String> asked = new ArrayList<>();

  private AgentAnswer answer(String what, String subject, String text) {
    asked.add(what + " " + subject);
    return subject.contains("secret")
        ? new AgentAnswer.Refused(BlockReason.FORBIDDEN_PATH, "it is forbidden")
        : new AgentAnswer.Done(text, true);
  }

  @Override
  public AgentAnswer read(String path) {
    AgentAnswer answer = answer("read", path, files.getOrDefault(path, ""));
    return answer instanceof AgentAnswer.Done && !files.containsKey(path)
        ? new AgentAnswer.Refused(BlockReason.NOT_FOUND, "there is no such file")
        : answer;
  }

  @Override
  public AgentAnswer write(String path, String content) {
    AgentAnswer answer = answer("write", path, "");
    if (answer instanceof AgentAnswer.Done) {
      files.put(path, content);
    }
    return answer;
  }

  @Override
  public AgentAnswer run(String command) {
    AgentAnswer answer = answer("run", command, "output of " + command);
    return answer instanceof AgentAnswer.Done done && command.contains("fail")
        ? new AgentAnswer.Done(done.text(), false)
        : answer;
  }

  @Override
  public AgentAnswer mayRead(String path) {
    return answer("mayRead", path, "");
  }

  @Override
  public AgentAnswer mayWrite(String path) {
    return answer("mayWrite", path, "");
  }

  @Override
  public AgentAnswer mayRun(String command) {
    return answer("mayRun", command, "");
  }

  @Override
  public AgentAnswer refuse(String subject) {
    asked.add("refuse " + subject);
    return new AgentAnswer.Refused(BlockReason.UNCHECKABLE, "it cannot be checked");
  }
}
