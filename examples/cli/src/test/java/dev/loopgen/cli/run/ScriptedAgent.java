package dev.loopgen.cli.run;

import java.nio.file.Path;

/**
 * Agents that are shell scripts. They count on the client's ids: 1 to initialize, 2 for the
 * session, and then one for each turn. What the client sends to one stands in {@code heard.txt}
 * beside it, if it may write there.
 */
final class ScriptedAgent {

  private static final String START =
      """
      cd "$ROOT"
      id=2
      asked=100
      said() { printf '%s\\n' "$1"; }
      hear() { IFS= read -r line || exit 0; printf '%s\\n' "$line" >>"$HEARD" 2>/dev/null || :; }
      turn() { hear; case $line in *session/prompt*) ;; *) exit 7 ;; esac; id=$((id + 1)); }
      ask() {
        asked=$((asked + 1))
        said '{"jsonrpc":"2.0","id":'$asked',"method":"'"$1"'","params":{"sessionId":"s1",'"$2"'}}'
        hear
      }
      write() { ask fs/write_text_file '"path":"'"$ROOT/$1"'","content":"'"$2"'"'; }
      read_file() { ask fs/read_text_file '"path":"'"$ROOT/$1"'"'; }
      permit() {
        ask session/request_permission '"toolCall":{"toolCallId":"1",'"$1"'},"options":[{"optionId":"yes","name":"y","kind":"allow_once"},{"optionId":"always","name":"a","kind":"allow_always"},{"optionId":"no","name":"n","kind":"reject_once"}]'
      }
      update() { said '{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s1","update":{'"$1"'}}}'; }
      end() { said '{"jsonrpc":"2.0","id":'$id',"result":{"stopReason":"end_turn"'"${1:+,$1}"'}}'; }
      hear
      said '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":1,"agentCapabilities":{},"agentInfo":{"name":"scripted","version":"1.0"}}}'
      hear
      said '{"jsonrpc":"2.0","id":2,"result":{"sessionId":"s1"}}'
      """;

  private ScriptedAgent() {}

  /**
   * Returns the program of an agent.
   *
   * @param script what it does in its session, with the functions above
   * @param root the project
   */
  static String of(String script, Path root) {
    String named = script.replaceAll("(?m)^read ", "read_file ");
    return "ROOT=" + root + "\nHEARD=$HOME/.agent/heard.txt\n" + START + named;
  }
}
