package dev.loopgen.adapters.scan;

import dev.loopgen.adapters.internal.parse.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Maven. */
final class MavenBuild implements Ecosystem {

  private static final String POM = "pom.xml";

  @Override
  public List<String> manifests() {
    return List.of(POM);
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return directory.xml(POM).flatMap(pom -> pom.child("artifactId")).map(XmlElement::text);
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    String maven = Wrapper.of(directory, "mvnw").orElse("mvn") + " -B -ntp";
    Set<String> plugins = plugins(directory);
    boolean spotless = plugins.contains("spotless-maven-plugin");
    return new ModuleDraft(directory, "maven")
        .command(CommandKind.TEST, maven + " test")
        .command(CommandKind.BUILD, maven + " -DskipTests package")
        .commandIf(spotless, CommandKind.LINT, maven + " spotless:check")
        .commandIf(
            plugins.contains("maven-checkstyle-plugin"),
            CommandKind.LINT,
            maven + " checkstyle:check")
        .commandIf(spotless, CommandKind.FORMAT, maven + " spotless:apply")
        .outputs("target/")
        .tests(
            "surefire",
            maven + " test",
            List.of("src/test/**"),
            List.of(directory.anyDepth("target/surefire-reports/TEST-*.xml")))
        .build();
  }

  private static Set<String> plugins(ProjectDirectory directory) {
    return directory.xml(POM).stream()
        .flatMap(pom -> pom.child("build").stream())
        .flatMap(build -> build.below("plugin"))
        .flatMap(plugin -> plugin.child("artifactId").stream())
        .map(XmlElement::text)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return directory
        .xml(POM)
        .map(
            pom ->
                pom.below("module").findAny().isPresent()
                    || pom.below("subproject").findAny().isPresent())
        .orElse(true);
  }
}
