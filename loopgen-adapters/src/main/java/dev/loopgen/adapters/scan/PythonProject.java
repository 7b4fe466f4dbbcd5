package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Python with uv, poetry or pip. */
final class PythonProject implements Ecosystem {

  private static final String PROJECT = "pyproject.toml";
  private static final String REQUIREMENTS = "requirements.txt";
  private static final Pattern TEST_FILE = Pattern.compile("(.*/)?(test_[^/]*|[^/]*_test)\\.py");
  private static final Pattern USES_UNITTEST =
      Pattern.compile("(?m)^\\s*(import unittest|from unittest)\\b");
  private static final Pattern USES_PYTEST =
      Pattern.compile("(?m)^\\s*(import pytest|from pytest)\\b");

  /** How many test files are opened to find the runner. */
  private static final int SAMPLE = 20;

  @Override
  public List<String> manifests() {
    return List.of(PROJECT, REQUIREMENTS, "setup.py", "setup.cfg", "Pipfile");
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    Optional<Json.Obj> project = directory.toml(PROJECT);
    return project
        .flatMap(file -> file.object("project"))
        .or(() -> project.flatMap(file -> file.object("tool")).flatMap(t -> t.object("poetry")))
        .flatMap(table -> table.string("name"));
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    Json.Obj project = directory.toml(PROJECT).orElseGet(() -> Json.object().build());
    String tool = tool(directory, project);
    String runner =
        switch (tool) {
          case "uv", "poetry" -> tool + " run ";
          default -> "python3 -m ";
        };
    ModuleDraft draft =
        new ModuleDraft(directory, tool)
            .outputs("__pycache__/", ".pytest_cache/", ".venv/", "*.egg-info/");
    install(draft, directory, tool);
    Set<String> packages = PythonPackages.required(directory, project);
    tests(draft, directory, packages, tool, runner);
    boolean ruff = packages.contains("ruff") || directory.hasAny("ruff.toml", ".ruff.toml");
    boolean mypy = packages.contains("mypy") || directory.hasAny("mypy.ini", ".mypy.ini");
    draft
        .commandIf(ruff, CommandKind.LINT, runner + "ruff check .")
        .commandIf(ruff, CommandKind.FORMAT, runner + "ruff format .")
        .commandIf(mypy, CommandKind.LINT, runner + "mypy .");
    if (ruff) {
      draft.outputs(".ruff_cache/");
    }
    if (mypy) {
      draft.outputs(".mypy_cache/");
    }
    return draft.build();
  }

  private static String tool(ProjectDirectory directory, Json.Obj project) {
    Optional<Json.Obj> tools = project.object("tool");
    if (directory.has("uv.lock") || tools.flatMap(table -> table.find("uv")).isPresent()) {
      return "uv";
    }
    boolean poetry =
        directory.has("poetry.lock") || tools.flatMap(table -> table.find("poetry")).isPresent();
    return poetry ? "poetry" : "pip";
  }

  private static void install(ModuleDraft draft, ProjectDirectory directory, String tool) {
    if (tool.equals("uv")) {
      draft.command(CommandKind.INSTALL, directory.has("uv.lock") ? "uv sync --locked" : "uv sync");
    } else if (tool.equals("poetry")) {
      draft.command(CommandKind.INSTALL, "poetry install");
    } else if (directory.has(REQUIREMENTS)) {
      draft.command(CommandKind.INSTALL, "python3 -m pip install -r requirements.txt");
    }
  }

  private static void tests(
      ModuleDraft draft,
      ProjectDirectory directory,
      Set<String> packages,
      String tool,
      String runner) {
    if (usesUnittest(directory, packages)) {
      String prefix = tool.equals("pip") ? "" : runner;
      draft
          .command(CommandKind.TEST, prefix + "python3 -m unittest discover" + start(directory))
          .tests(
              "unittest",
              prefix + "python3 -m unittest discover" + start(directory),
              List.of("tests/**", "test_*.py", "*_test.py"),
              List.of(),
              "unittest writes no report. pytest runs the same tests and does: install it, and"
                  + " propose again.");
      return;
    }
    boolean tests = directory.below().anyMatch(file -> TEST_FILE.matcher(file).matches());
    if (!tests && !packages.contains("pytest") && !directory.hasAny("pytest.ini", "conftest.py")) {
      return;
    }
    draft
        .command(CommandKind.TEST, runner + "pytest")
        .tests(
            "pytest",
            runner + "pytest --junitxml=junit.xml",
            List.of("tests/**", "test_*.py", "*_test.py", "conftest.py"),
            List.of(directory.here("junit.xml")));
  }

  private static String start(ProjectDirectory directory) {
    return directory.has("tests/__init__.py")
            || directory.below().noneMatch(file -> file.startsWith("tests/"))
        ? ""
        : " -s tests";
  }

  /** Only test files that say so, and nothing that says pytest, are run by unittest. */
  private static boolean usesUnittest(ProjectDirectory directory, Set<String> packages) {
    if (packages.contains("pytest")
        || directory.hasAny("pytest.ini", "conftest.py", "tests/conftest.py")) {
      return false;
    }
    List<String> texts =
        directory
            .below()
            .filter(file -> TEST_FILE.matcher(file).matches())
            .limit(SAMPLE)
            .flatMap(file -> directory.text(file).stream())
            .toList();
    return texts.stream().anyMatch(text -> USES_UNITTEST.matcher(text).find())
        && texts.stream().noneMatch(text -> USES_PYTEST.matcher(text).find());
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return directory
        .toml(PROJECT)
        .flatMap(file -> file.object("tool"))
        .flatMap(tool -> tool.object("uv"))
        .flatMap(uv -> uv.find("workspace"))
        .isPresent();
  }
}
