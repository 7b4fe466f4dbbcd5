package dev.loopgen.adapters.hooks;

import dev.loopgen.adapters.internal.files.ProjectFiles;
import dev.loopgen.adapters.internal.text.UnifiedDiff;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hooks in an agent's settings file of a repository. Ours are the entries whose command starts
 * with {@code loopgen hook}; every other byte of the file stays. No symbolic link is followed.
 * Immutable; it is about the file as it was when this was made.
 */
public final class HookInstallation {

  private final ProjectFiles files;
  private final String file;
  private final @Nullable String before;
  private final String after;

  private HookInstallation(ProjectFiles files, String file, @Nullable String before, String after) {
    this.files = files;
    this.file = file;
    this.before = before;
    this.after = after;
  }

  /**
   * Plans the hooks of an agent.
   *
   * @param root the root of the repository
   * @param agent the agent
   * @param arguments what the command gets besides the agent and the moment; no argument may need
   *     quotes in a shell
   * @param stopSeconds how long the agent is to wait at a stop, more than a minute
   * @return the plan
   * @throws IllegalArgumentException if the file cannot be read or is not plain JSON of the form
   *     that the agent reads, a link is on the way to it, or an argument has another character than
   *     those of names
   */
  public static HookInstallation of(
      Path root, HookAgent agent, List<String> arguments, int stopSeconds) {
    Objects.requireNonNull(agent, "agent");
    String file = agent.settingsFile();
    VendorEntries form = VendorEntries.of(agent);
    try {
      ProjectFiles files = ProjectFiles.in(root);
      Optional<byte[]> found = files.read(file);
      @Nullable String before = found.isPresent() ? text(file, found.get()) : null;
      String start = before == null || before.isBlank() ? form.head() : before;
      HookEntries entries = HookEntries.read(file, start);
      for (HookEvent event : HookEvent.values()) {
        boolean stop = event == HookEvent.STOP;
        int seconds = stop ? stopSeconds : VendorEntries.PRE_TOOL_SECONDS;
        String within = stop ? " --within " + (stopSeconds - VendorEntries.MARGIN_SECONDS) : "";
        String command =
            "loopgen hook --agent " + agent.id() + " " + event.id() + within + words(arguments);
        Json.Obj entry = form.entry(event, command, seconds);
        entries.put(
            file,
            stop ? form.stop() : form.preTool(),
            entry,
            form.group(event, entry),
            form.wrapped());
      }
      return new HookInstallation(files, file, before, entries.text());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " is not edited: " + ProjectFiles.reason(e) + ".", e);
    }
  }

  private static String words(List<String> arguments) {
    StringBuilder words = new StringBuilder();
    for (String argument : arguments) {
      if (!argument.matches("[A-Za-z0-9_./:@-]+")) {
        throw new IllegalArgumentException(
            "The argument "
                + argument
                + " cannot stand in a hook's command. Use letters, digits and ._/:@- only.");
      }
      words.append(' ').append(argument);
    }
    return words.toString();
  }

  private static String text(String file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8, so it is not edited.", e);
    }
  }

  /**
   * Returns the file.
   *
   * @return its path relative to the root, separated by {@code /}
   */
  public String file() {
    return file;
  }

  /**
   * Tells whether the hooks are in place as planned.
   *
   * @return true if the file would not change
   */
  public boolean isInstalled() {
    return after.equals(before);
  }

  /**
   * Shows what would change.
   *
   * @return a unified diff; empty if nothing would
   */
  public String diff() {
    return UnifiedDiff.of(file, before, after);
  }

  /**
   * Writes the file, as a whole or not at all.
   *
   * @throws IllegalArgumentException if it is not as it was any more, or a link is on the way
   */
  public void apply() {
    if (isInstalled()) {
      return;
    }
    try {
      files.write(
          file,
          after.getBytes(StandardCharsets.UTF_8),
          Optional.ofNullable(before).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file
              + " is not written: "
              + ProjectFiles.reason(e)
              + ". Once the cause is gone, install the hooks again.",
          e);
    }
  }
}
