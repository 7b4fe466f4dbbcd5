package dev.loopgen.cli.ci;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the jobs of a pipeline as GitLab does, as far as our file uses it: the scripts of each job
 * in one shell, in a clone of its own, with the files of earlier jobs, and an identity only for the
 * job that asks for one.
 */
final class GitLabRunner {

  private final Path directory;
  private final Path origin;
  private final Map<String, String> environment;
  private final Map<String, String> tokens;

  /** How a job ended, what it printed, and its directory. */
  record Job(int exit, String log, Path workspace) {}

  /**
   * @param directory where jobs have their directories
   * @param origin the repository that jobs clone
   * @param environment the variables of every job
   * @param tokens the identity token of each job
   */
  GitLabRunner(
      Path directory, Path origin, Map<String, String> environment, Map<String, String> tokens) {
    this.directory = directory;
    this.origin = origin;
    this.environment = environment;
    this.tokens = tokens;
  }

  Map<String, Job> run(CiFile pipeline) throws IOException, InterruptedException {
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (String name : pipeline.texts().keySet()) {
      if (!name.startsWith(".")) {
        jobs.put(name, run(pipeline, name));
      }
    }
    return jobs;
  }

  private Job run(CiFile pipeline, String name) throws IOException, InterruptedException {
    CiFile job = pipeline.child(name);
    CiFile template = pipeline.child(job.string("extends"));
    Path workspace = directory.resolve(name);
    CliProject.ended(
            new ProcessBuilder("git", "clone", "-q", origin.toString(), workspace.toString()))
        .exitsWith(0);
    CliProject.in(workspace).git("checkout", "-q", "--detach", environment.get("CI_COMMIT_SHA"));
    for (CiFile need : job.members().containsKey("needs") ? job.list("needs") : List.<CiFile>of()) {
      copy(artifacts(need.string("job")), workspace, pipeline.child(need.string("job")));
    }
    List<String> lines = new ArrayList<>(template.strings("before_script"));
    lines.addAll(job.strings("script"));
    Path script = Files.writeString(directory.resolve(name + ".sh"), String.join("\n", lines));
    ProcessBuilder bash =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString())
            .directory(workspace.toFile());
    bash.environment().clear();
    bash.environment().putAll(variables(name, job, template, workspace));
    CliProject.Ended ended = CliProject.ended(bash);
    copy(workspace, artifacts(name), job);
    return new Job(ended.exit(), ended.out() + ended.err(), workspace);
  }

  private Map<String, String> variables(String name, CiFile job, CiFile template, Path workspace) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(template.child("variables").texts());
    variables.put("CI_PROJECT_DIR", workspace.toString());
    variables.put("CI_JOB_NAME", name);
    variables.put("CI_JOB_ID", name.equals("loopgen-run") ? "11" : "12");
    if (job.child("id_tokens").child("SIGSTORE_ID_TOKEN").string("aud").equals("sigstore")) {
      variables.put("SIGSTORE_ID_TOKEN", tokens.getOrDefault(name, ""));
    }
    return variables;
  }

  private Path artifacts(String job) {
    return directory.resolve("artifacts").resolve(job);
  }

  /** Copies the files, and those below the directories, that a job names as its artifacts. */
  private static void copy(Path from, Path to, CiFile job) throws IOException {
    for (String path : job.child("artifacts").strings("paths")) {
      if (Files.exists(from.resolve(path))) {
        try (Stream<Path> below = Files.walk(from.resolve(path))) {
          for (Path file : below.filter(Files::isRegularFile).toList()) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
