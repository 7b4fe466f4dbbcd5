package dev.loopgen.cli.support;

import java.util.List;

/**
 * Former option names, which are accepted but not documented. One name used to stand for keys of
 * several kinds; now each kind has its own.
 */
public final class OptionAliases {

  private OptionAliases() {}

  /** Returns the arguments with the current option names. */
  public static String[] replaced(String... arguments) {
    List<String> all = List.of(arguments);
    int end = all.indexOf("--");
    String key = key(all);
    String[] replaced = arguments.clone();
    for (int i = 0; i < (end < 0 ? arguments.length : end); i++) {
      String argument = replaced(arguments[i], "--attest-key", "--sign-with");
      argument = replaced(argument, "--attestation-key", "--signed-by");
      replaced[i] = replaced(argument, "--key", key);
    }
    return replaced;
  }

  /** A private key signs checkpoints, a verifier key opens them. */
  private static String key(List<String> arguments) {
    boolean opens =
        arguments.stream()
            .anyMatch(
                argument ->
                    argument.equals("--checkpoint") || argument.startsWith("--checkpoint="));
    List<String> command = arguments.subList(0, Math.min(2, arguments.size()));
    if (command.equals(List.of("audit", "checkpoint"))) {
      return "--sign-with";
    }
    if (command.equals(List.of("audit", "prove"))) {
      return opens ? "--checkpoint-key" : "--sign-with";
    }
    return command.equals(List.of("audit", "verify")) || command.equals(List.of("audit", "check"))
        ? "--checkpoint-key"
        : "--key";
  }

  private static String replaced(String argument, String old, String now) {
    if (argument.equals(old)) {
      return now;
    }
    return argument.startsWith(old + "=") ? now + argument.substring(old.length()) : argument;
  }
}
