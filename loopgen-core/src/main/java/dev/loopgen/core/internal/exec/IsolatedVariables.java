package dev.loopgen.core.internal.exec;

import dev.loopgen.api.verify.Redactor;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables of isolated commands: without credentials, without the addresses of sockets and
 * displays, and without directories for temporary files, which are not the machine's.
 */
final class IsolatedVariables {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Z0-9_]*(_SOCK|_SOCKET|_ASKPASS)|SSH_AGENT_PID|GPG_AGENT_INFO"
              + "|(DOCKER|CONTAINER|BUILDKIT)_HOST|DBUS_[A-Z0-9_]*|XDG_RUNTIME_DIR|XDG_SESSION_[A-Z0-9_]*"
              + "|WAYLAND_[A-Z0-9_]*|DISPLAY|XAUTHORITY|ICEAUTHORITY|SESSION_MANAGER|PULSE_SERVER"
              + "|TMUX|TMUX_PANE|STY|VSCODE_IPC_[A-Z0-9_]*|VSCODE_GIT_[A-Z0-9_]*"
              + "|KUBERNETES_[A-Z0-9_]*|TMPDIR|TMP|TEMP|TEMPDIR");

  private static final Pattern ADDRESS_VALUE = Pattern.compile("(unix:|/run/user/).*");

  private IsolatedVariables() {}

  /** Returns the variables that remain. */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.entrySet()
        .removeIf(
            variable ->
                ADDRESS.matcher(variable.getKey().toUpperCase(Locale.ROOT)).matches()
                    || ADDRESS_VALUE.matcher(variable.getValue()).matches()
                    || Redactor.isSecret(variable.getKey(), variable.getValue()));
    return rest;
  }
}
