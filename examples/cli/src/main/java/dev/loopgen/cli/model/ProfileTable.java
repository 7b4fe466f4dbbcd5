package dev.loopgen.cli.model;

import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelTrial;
import dev.loopgen.cli.support.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What works with a model, for people. */
final class ProfileTable {

  private static final int DIGEST_SHOWN = 19;

  private final ModelProfile profile;

  ProfileTable(ModelProfile profile) {
    this.profile = profile;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(Console.escape(profile.identity().model() + place() + server()));
    for (ModelTrial trial : profile.trials()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-3s %-13s %s",
              trial.worked() ? "yes" : "no",
              trial.subject().id(),
              Console.escape(trial.detail())));
    }
    lines.add(chosen());
    return lines;
  }

  private String place() {
    String address = profile.identity().address();
    return address == null ? "" : " at " + address;
  }

  private String server() {
    ModelServer server = profile.server();
    String digest = server.modelDigest();
    String facts =
        Stream.of(
                server.product(),
                server.version(),
                digest == null
                    ? null
                    : digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return facts.isEmpty() ? "" : " (" + facts + ")";
  }

  private String chosen() {
    if (!profile.isUsable()) {
      return profile.contextTokens() == 0
          ? "This model cannot drive a loop: no prompt is read from its start."
          : "This model cannot drive a loop: it acts in no form that can be read.";
    }
    String thinking =
        profile.thinking() == Thinking.UNSET ? "" : " --thinking " + profile.thinking().id();
    String edits =
        profile.editFormat() == EditFormat.EDIT
            ? ""
            : " --edit-format " + profile.editFormat().id();
    return "Use: --dialect "
        + Console.escape(String.valueOf(profile.dialect()))
        + " --context "
        + profile.contextTokens()
        + edits
        + thinking;
  }
}
