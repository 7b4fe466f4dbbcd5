package dev.loopgen.core.internal.driven.confine;

import java.util.ArrayList;
import java.util.List;

/** Every form of every path that a model must not touch. */
public final class HostilePaths {

  /** Paths as they could be written; %s is a depth of directories that exist. */
  private static final List<String> TARGETS =
      List.of(
          "%sout/victim.txt",
          "%sout/fresh.txt",
          "%sout/deep/victim.txt",
          "%sout/made/made.txt",
          "%sout",
          "src/victim.txt",
          "src/safe/key.txt",
          "%s../../../outside/victim.txt",
          "%s..\\..\\outside\\victim.txt",
          "../outside/victim.txt",
          "../fresh.txt",
          "src/../../fresh.txt",
          "src/../secrets/key.txt",
          ".git/config",
          ".git/hooks/pre-commit",
          ".GIT/config",
          ".Git/hooks/fresh",
          ".g\u200cit/config",
          ".git\u200c/config",
          ".git./config",
          ".git /config",
          ".git::$INDEX_ALLOCATION/config",
          "git~1/config",
          "GIT~1/config",
          "%s.git/config",
          "%s.git",
          ".loopgen/loopgen.loop.yaml",
          ".loopgen/policy.yaml",
          ".LOOPGEN/policy.yaml",
          ".loopgen/audit.jsonl",
          ".loopgen/state/x.md",
          ".loopgen/attestations/x.json",
          "LOOPGE~1/policy.yaml",
          ".github/workflows/ci.yml",
          ".github/workflows/fresh.yml",
          ".GitHub/workflows/ci.yml",
          ".gitlab-ci.yml",
          ".GITLAB-CI.YML",
          "ci/build.yml",
          "Jenkinsfile",
          ".circleci/config.yml",
          ".gitignore",
          "%s.gitignore",
          "%s.gitattributes",
          ".gitmodules",
          "secrets/key.txt",
          "secrets/fresh.txt",
          "SECRETS/key.txt",
          "Secrets/fresh.txt",
          "secret\u017f/fresh.txt",
          "secrets/./key.txt",
          "secrets//key.txt",
          "%sserver.pem",
          "%sserver.PEM",
          ".env",
          ".ENV",
          "node_modules/x/index.js",
          "node_modules/fresh.js",
          "%sfresh.log",
          "build/fresh.txt",
          "check.sh",
          "CHECK.SH",
          "scripts/unit.sh",
          "specs/loop.yaml",
          "Specs/Loop.yaml",
          "nested/inner.txt",
          "nested/fresh.txt",
          "nested/.git/config",
          "vendor/lib/inner.txt",
          "vendor/lib/fresh.txt",
          "vendor/lib/.git/config",
          "vendor/lib",
          "VENDOR/lib/fresh.txt",
          "vendor/empty/fresh.txt",
          "vendor/empty",
          "src",
          "src/app.txt/fresh",
          ".",
          "./",
          "",
          " ",
          "/",
          "/etc/passwd",
          "~/fresh.txt",
          "C:\\fresh.txt",
          "C:fresh.txt",
          "\\\\host\\share\\fresh",
          "//host/share/fresh",
          "%sfresh\u0000.txt",
          "%sfresh\n.txt",
          "%sfresh\ud800.txt",
          "%sCON",
          "%scon.txt",
          "%sLPT1.log.txt",
          "%sfresh.",
          "%sfresh ",
          "%sfresh:stream",
          "%sfresh?",
          "SRC/app.txt",
          "src/APP.txt",
          "src/app\u200d.txt",
          "%s" + "n".repeat(300),
          "n/".repeat(2000) + "fresh.txt");

  private static final List<String> DEPTHS = List.of("", "src/", "src/a/", "src/a/b/");

  private HostilePaths() {}

  public static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String target : TARGETS) {
      if (target.startsWith("%s")) {
        DEPTHS.forEach(depth -> all.add(depth + target.substring(2)));
      } else {
        all.add(target);
      }
    }
    return all;
  }
}
