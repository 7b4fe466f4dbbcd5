package dev.loopgen.core.internal.command;

import dev.loopgen.core.internal.command.CommandSource.Weight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The files that test runners, linters and build tools find by name. */
final class RunnerFiles implements CommandTools.Tool {

  private static final String JS = "\\.(js|cjs|mjs|ts|cts|mts|json|jsonc|ya?ml|toml)";

  /** By program: the files that decide the outcome, and after {@code //} the build files. */
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("jest", "jest\\.config" + JS),
          Map.entry("vitest", "(vitest|vite)\\.(config|workspace|projects)" + JS),
          Map.entry("mocha", "\\.mocharc(" + JS + ")?"),
          Map.entry("ava", "ava\\.config" + JS),
          Map.entry("playwright", "playwright\\.config" + JS),
          Map.entry("cypress", "cypress\\.config" + JS),
          Map.entry("karma", "karma\\.conf" + JS),
          Map.entry("wtr", "web-test-runner\\.config" + JS),
          Map.entry("c8", "\\.c8rc.*|\\.nycrc.*"),
          Map.entry("nyc", "\\.nycrc.*|nyc\\.config" + JS),
          Map.entry("eslint", "eslint\\.config" + JS + "|\\.eslintrc.*|\\.eslintignore"),
          Map.entry("prettier", "\\.prettierrc.*|prettier\\.config" + JS + "|\\.prettierignore"),
          Map.entry("biome", "biome\\.jsonc?"),
          Map.entry("stylelint", "stylelint\\.config" + JS + "|\\.stylelintrc.*"),
          Map.entry("tsc", "//tsconfig.*\\.json"),
          Map.entry("deno", "deno\\.jsonc?"),
          Map.entry("bun", "bunfig\\.toml"),
          Map.entry("phpunit", "phpunit(\\.dist)?\\.xml(\\.dist)?"),
          Map.entry("pest", "phpunit(\\.dist)?\\.xml(\\.dist)?|Pest\\.php"),
          Map.entry("phpstan", "phpstan(\\.dist)?\\.neon(\\.dist)?"),
          Map.entry("rspec", "\\.rspec"),
          Map.entry("rake", "[Rr]akefile(\\.rb)?"),
          Map.entry("rubocop", "\\.rubocop.*\\.yml"),
          Map.entry("cargo", "rust-toolchain(\\.toml)?//Cargo\\.toml"),
          Map.entry("go", "//go\\.(mod|work)"),
          Map.entry("golangci-lint", "\\.golangci\\..*"),
          Map.entry(
              "dotnet",
              ".*\\.runsettings|global\\.json|[Nn]u[Gg]et\\.[Cc]onfig"
                  + "//.*\\.(cs|fs|vb)proj|.*\\.slnx?|Directory\\..*\\.(props|targets)"),
          Map.entry("cmake", "//CMakeLists\\.txt|CMake(User)?Presets\\.json"),
          Map.entry("ctest", "CTestConfig\\.cmake|CTestCustom\\.cmake//CMakeLists\\.txt"),
          Map.entry("swift", "//Package\\.swift"),
          Map.entry("mix", "\\.formatter\\.exs//mix\\.exs"),
          Map.entry("sbt", "\\.sbtopts|\\.jvmopts//.*\\.sbt"),
          Map.entry("ant", "//build\\.xml"),
          Map.entry("pre-commit", "\\.pre-commit-config\\.yaml"),
          Map.entry("lefthook", "\\.?lefthook\\.(ya?ml|toml|json)"),
          Map.entry("earthly", "Earthfile"),
          Map.entry("docker", "(docker-)?compose.*\\.ya?ml|Dockerfile.*"),
          Map.entry("docker-compose", "(docker-)?compose.*\\.ya?ml|Dockerfile.*"),
          Map.entry("turbo", "turbo\\.jsonc?//package\\.json"),
          Map.entry("nx", "nx\\.json|project\\.json//package\\.json"),
          Map.entry("lerna", "lerna\\.json//package\\.json"));

  /** The members of package.json that some runners accept instead of a file. */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "jest", "jest",
          "mocha", "mocha",
          "ava", "ava",
          "nyc", "nyc",
          "c8", "c8",
          "eslint", "eslintConfig",
          "prettier", "prettier",
          "stylelint", "stylelint");

  /** Files that select tools and their versions, for every command. */
  private static final Pattern TOOL_VERSIONS =
      Pattern.compile("\\.python-version|\\.tool-versions|\\.?mise\\.toml|\\.envrc");

  @Override
  public Set<String> programs() {
    return FILES.keySet();
  }

  /** Adds the files that may affect every command. */
  static void always(String start, CommandSourceCollector sources) {
    sources.namedUpwards(List.of(start), TOOL_VERSIONS, Weight.DECISIVE);
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    String program = invocation.program();
    String[] names = FILES.getOrDefault(program, "").split("//", -1);
    if (!names[0].isEmpty()) {
      sources.namedUpwards(invocation.directories(), Pattern.compile(names[0]), Weight.DECISIVE);
    }
    if (names.length > 1) {
      sources.namedUpwards(invocation.directories(), Pattern.compile(names[1]), Weight.BUILD_FILE);
      Pattern below = Pattern.compile("(.*/)?(" + names[1] + ")");
      sources.below(invocation.directories(), below, Weight.BUILD_FILE);
    }
    if (program.equals("cargo")) {
      sources.below(
          invocation.directories(), Pattern.compile("\\.cargo/config(\\.toml)?"), Weight.DECISIVE);
    }
    String member = MEMBERS.get(program);
    if (member != null) {
      for (String directory : invocation.directories()) {
        for (String above : CommandPaths.upwards(directory)) {
          sources.part(
              CommandPaths.child(above, "package.json"),
              JsonMembers.optional(List.of(member)),
              member);
        }
      }
    }
  }
}
