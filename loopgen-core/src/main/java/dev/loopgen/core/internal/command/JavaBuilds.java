package dev.loopgen.core.internal.command;

import dev.loopgen.core.internal.command.CommandSource.Weight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The build files of Maven and Gradle, and the files read before them. */
final class JavaBuilds implements CommandTools.Tool {

  private static final Pattern POM = Pattern.compile("pom\\.xml");
  private static final Pattern POM_BELOW = Pattern.compile("(.*/)?pom\\.xml");
  private static final Pattern MAVEN_SETTINGS = Pattern.compile("\\.mvn/.*");
  private static final Pattern GRADLE =
      Pattern.compile(
          ".*\\.gradle(\\.kts)?|gradle\\.properties|(.*/)?gradle\\.properties"
              + "|gradle/.*\\.toml|buildSrc/.*|(.*/)?[^/]*\\.gradle(\\.kts)?|gradle/verification-.*");
  private static final Pattern GRADLE_SETTINGS =
      Pattern.compile("gradle/wrapper/.*|init\\.gradle(\\.kts)?|init\\.d/.*");
  private static final Pattern PLATFORM =
      Pattern.compile(
          "(.*/)?(junit-platform\\.properties|META-INF/services/org\\.(junit|testng)\\..*)");

  @Override
  public Set<String> programs() {
    return Set.of("mvn", "mvnw", "mvnd", "mvnDebug", "gradle", "gradlew");
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    if (invocation.program().startsWith("mvn")) {
      maven(invocation, sources);
    } else {
      gradle(invocation, sources);
    }
  }

  private static void maven(ToolInvocation invocation, CommandSourceCollector sources) {
    Set<String> directories = new LinkedHashSet<>();
    List<String> given = invocation.values(List.of("-f", "--file"));
    for (String path : invocation.directories(given)) {
      boolean isFile = !given.isEmpty() && path.endsWith(".xml");
      directories.add(isFile ? CommandPaths.parent(path) : path);
      if (isFile) {
        sources.buildFile(path);
      }
    }
    List<String> selected = new ArrayList<>();
    invocation
        .values(List.of("-pl", "--projects"))
        .forEach(list -> selected.addAll(List.of(list.split(","))));
    boolean all =
        selected.isEmpty()
            || invocation.has("-am", "-amd", "--also-make", "--also-make-dependents")
            || selected.stream().anyMatch(name -> name.matches("[!:?+-].*|.*:.*"));
    if (all) {
      sources.below(directories, POM_BELOW, Weight.BUILD_FILE);
    }
    Set<String> modules = new LinkedHashSet<>(directories);
    for (String module : all ? List.<String>of() : selected) {
      directories.forEach(
          directory -> CommandPaths.join(directory, module.strip()).ifPresent(modules::add));
    }
    sources.namedUpwards(modules, POM, Weight.BUILD_FILE);
    around(directories, MAVEN_SETTINGS, sources);
    sources.below(directories, PLATFORM, Weight.DECISIVE);
  }

  private static void gradle(ToolInvocation invocation, CommandSourceCollector sources) {
    Set<String> directories =
        invocation.directories(invocation.values(List.of("-p", "--project-dir")));
    for (String file :
        invocation.values(
            List.of("-b", "--build-file", "-c", "--settings-file", "-I", "--init-script"))) {
      invocation
          .directories()
          .forEach(directory -> CommandPaths.join(directory, file).ifPresent(sources::file));
    }
    Set<String> all = new LinkedHashSet<>();
    directories.forEach(directory -> all.addAll(CommandPaths.upwards(directory)));
    sources.below(directories, GRADLE, Weight.BUILD_FILE);
    sources.namedUpwards(
        directories,
        Pattern.compile("settings\\.gradle(\\.kts)?|build\\.gradle(\\.kts)?|gradle\\.properties"),
        Weight.BUILD_FILE);
    around(directories, GRADLE_SETTINGS, sources);
    sources.below(directories, PLATFORM, Weight.DECISIVE);
  }

  /** Adds the files of given names in a directory and its parents. */
  private static void around(
      Set<String> directories, Pattern relative, CommandSourceCollector sources) {
    Set<String> all = new LinkedHashSet<>();
    directories.forEach(directory -> all.addAll(CommandPaths.upwards(directory)));
    sources.below(all, relative, Weight.DECISIVE);
  }
}
