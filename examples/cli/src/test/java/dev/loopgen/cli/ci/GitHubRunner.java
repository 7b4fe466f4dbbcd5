package dev.loopgen.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the jobs of a workflow as GitHub does, as far as our files use it: the steps' scripts in
 * order with bash, each job in a directory and a clone of its own, and an identity only for the job
 * that may have one. Of the actions of others it does what they are used for.
 */
final class GitHubRunner {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *(.*?) *}}");

  private final Path directory;
  private final Path origin;
  private final Map<String, String> environment;
  private final Map<String, String> identity;
  private final Map<String, String> context;
  private final Map<String, String> overridden;

  /** How a job ended, and all that its steps printed. */
  record Job(String conclusion, String log, Path temp) {}

  /**
   * @param directory where jobs have their directories
   * @param origin the repository that checkout clones
   * @param environment the variables of every job
   * @param identity the variables of a job that may get identity tokens
   * @param context what expressions can name
   * @param overridden inputs of our action that are not the file's
   */
  GitHubRunner(
      Path directory,
      Path origin,
      Map<String, String> environment,
      Map<String, String> identity,
      Map<String, String> context,
      Map<String, String> overridden) {
    this.directory = directory;
    this.origin = origin;
    this.environment = environment;
    this.identity = identity;
    this.context = context;
    this.overridden = overridden;
  }

  Map<String, Job> run(CiFile workflow, Map<String, String> inputs)
      throws IOException, InterruptedException {
    Map<String, Job> jobs = new LinkedHashMap<>();
    CiFile all = workflow.child("jobs");
    for (String name : all.texts().keySet()) {
      CiFile job = all.child(name);
      boolean ready =
          job.strings("needs").stream().allMatch(need -> passed(jobs, need))
              || job.string("if").equals("always()");
      jobs.put(name, ready ? new Running(name, job, workflow, inputs).run() : skipped());
    }
    return jobs;
  }

  private static boolean passed(Map<String, Job> jobs, String name) {
    Job job = jobs.get(name);
    return job != null && job.conclusion().equals("success");
  }

  private Job skipped() {
    return new Job("skipped", "", directory);
  }

  /** One job. */
  private final class Running {

    private final CiFile job;
    private final Path workspace;
    private final Path temp;
    private final Map<String, String> values;
    private final Map<String, String> variables;
    private final StringBuilder log = new StringBuilder();
    private boolean failed;

    Running(String name, CiFile job, CiFile workflow, Map<String, String> inputs)
        throws IOException {
      this.job = job;
      Path home = Files.createDirectories(directory.resolve(name));
      workspace = home.resolve("workspace");
      temp = Files.createDirectories(home.resolve("temp"));
      values = new HashMap<>(context);
      values.put("runner.temp", temp.toString());
      CiFile declared = workflow.child("on").child("workflow_call").child("inputs");
      declared
          .texts()
          .keySet()
          .forEach(key -> values.put("inputs." + key, declared.child(key).string("default")));
      inputs.forEach((key, value) -> values.put("inputs." + key, value));
      variables = new HashMap<>(environment);
      variables.put("RUNNER_TEMP", temp.toString());
      CiFile permissions = job.members().containsKey("permissions") ? job : workflow;
      if (permissions.child("permissions").string("id-token").equals("write")) {
        variables.putAll(identity);
      }
      for (String file : List.of("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")) {
        variables.put(file, Files.createFile(home.resolve(file)).toString());
      }
    }

    Job run() throws IOException, InterruptedException {
      for (CiFile step : job.list("steps")) {
        if (failed && !step.string("if").equals("always()")) {
          continue;
        }
        Map<String, String> with = new HashMap<>();
        step.child("with").texts().forEach((name, text) -> with.put(name, filled(text, values)));
        failed |= !use(step.string("uses"), with);
      }
      return new Job(failed ? "failure" : "success", log.toString(), temp);
    }

    private boolean use(String action, Map<String, String> with)
        throws IOException, InterruptedException {
      String name = action.substring(0, action.indexOf('@'));
      return switch (name) {
        case "actions/checkout" -> checkout(with);
        case "actions/upload-artifact" -> upload(with);
        case "actions/download-artifact" -> download(with);
        case "OWNER/loopgen-java" -> action(with);
        default -> throw new AssertionError("nobody knows " + name);
      };
    }

    private boolean checkout(Map<String, String> with) throws IOException, InterruptedException {
      assertThat(with)
          .containsEntry("fetch-depth", "0")
          .containsEntry("persist-credentials", "false");
      CliProject.Ended cloned =
          CliProject.ended(
              new ProcessBuilder("git", "clone", "-q", origin.toString(), workspace.toString()));
      cloned.exitsWith(0);
      CliProject.in(workspace).git("checkout", "-q", "--detach", variables.get("GITHUB_SHA"));
      return true;
    }

    /** An artifact of one file has that file at its top; of several this one keeps their names. */
    private boolean upload(Map<String, String> with) throws IOException {
      assertThat(with).containsEntry("include-hidden-files", "true");
      Path artifact = Files.createDirectories(artifacts().resolve(with.getOrDefault("name", "")));
      boolean found = false;
      for (String line : with.getOrDefault("path", "").lines().toList()) {
        Path file = workspace.resolve(line.strip());
        if (Files.isRegularFile(file)) {
          found = true;
          Files.copy(
              file, artifact.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return found || !with.getOrDefault("if-no-files-found", "").equals("error");
    }

    private boolean download(Map<String, String> with) throws IOException {
      Path artifact = artifacts().resolve(with.getOrDefault("name", ""));
      if (!Files.isDirectory(artifact)) {
        return false;
      }
      Path target = Files.createDirectories(Path.of(with.getOrDefault("path", "")));
      try (Stream<Path> files = Files.list(artifact)) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
      return true;
    }

    private Path artifacts() {
      return directory.resolve("artifacts");
    }

    private boolean action(Map<String, String> with) throws IOException, InterruptedException {
      CiFile action = CiFile.read("action.yml");
      CiFile declared = action.child("inputs");
      Map<String, String> inner = new HashMap<>(values);
      inner.keySet().removeIf(name -> name.startsWith("inputs."));
      for (String name : declared.texts().keySet()) {
        inner.put("inputs." + name, filled(declared.child(name).string("default"), values));
      }
      assertThat(declared.texts().keySet()).containsAll(with.keySet());
      with.forEach((name, value) -> inner.put("inputs." + name, value));
      overridden.forEach((name, value) -> inner.put("inputs." + name, value));
      for (CiFile step : action.child("runs").list("steps")) {
        String condition = step.string("if");
        if (!step.string("run").isEmpty() && (condition.isEmpty() || holds(condition, inner))) {
          if (!script(step, inner)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean script(CiFile step, Map<String, String> inner)
        throws IOException, InterruptedException {
      assertThat(step.string("shell")).isEqualTo("bash");
      Path script = Files.writeString(temp.resolve("step.sh"), step.string("run"));
      ProcessBuilder bash =
          new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString())
              .directory(workspace.toFile());
      bash.environment().clear();
      bash.environment().putAll(variables);
      step.child("env")
          .texts()
          .forEach((name, text) -> bash.environment().put(name, filled(text, inner)));
      CliProject.Ended ended = CliProject.ended(bash);
      log.append("== ").append(step.string("name")).append('\n');
      log.append(ended.out()).append(ended.err());
      for (String line : Files.readAllLines(Path.of(variables.get("GITHUB_OUTPUT")))) {
        String name = line.substring(0, line.indexOf('='));
        inner.putIfAbsent(
            "steps." + step.string("id") + ".outputs." + name, line.substring(name.length() + 1));
      }
      for (String line : Files.readAllLines(Path.of(variables.get("GITHUB_PATH")))) {
        variables.merge("PATH", line, (path, first) -> first + ":" + path);
      }
      return ended.exit() == 0;
    }
  }

  private static String filled(String text, Map<String, String> values) {
    Matcher expressions = EXPRESSION.matcher(text);
    return expressions.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
  }

  private static String value(String expression, Map<String, String> values) {
    return Stream.of(expression.split("\\|\\|"))
        .map(name -> values.getOrDefault(name.strip(), ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static boolean holds(String condition, Map<String, String> values) {
    Matcher contains = Pattern.compile("contains\\(([\\w.-]+), '(\\w+)'\\)").matcher(condition);
    if (contains.matches()) {
      return value(contains.group(1), values).contains(contains.group(2));
    }
    Matcher given = Pattern.compile("([\\w.-]+) != ''").matcher(condition);
    assertThat(given.matches()).as(condition).isTrue();
    return !value(given.group(1), values).isEmpty();
  }
}
