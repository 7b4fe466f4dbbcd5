package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the metadata that the jars have for native images with what their classes do by
 * reflection and which resources there are. No image is built.
 */
final class NativeMetadataIT {

  private static final List<String> ARTIFACTS =
      List.of("loopgen-adapters", "loopgen-attest", "loopgen-core", "loopgen-report");

  /** What finds something by a name that a native image must have been told. */
  private static final Pattern REFLECTIVE =
      Pattern.compile(
          "java\\.lang\\.Class\\.(forName|getResource.*|get(Declared)?(Field|Method|Constructor)s?|getRecordComponents)"
              + "|java\\.lang\\.ClassLoader\\..*|java\\.lang\\.Module\\.getResourceAsStream"
              + "|java\\.lang\\.invoke\\.MethodHandles(\\$Lookup)?\\.(find|unreflect|privateLookupIn).*"
              + "|java\\.lang\\.reflect\\..*"
              + "|java\\.util\\.(ServiceLoader|ResourceBundle)\\..*"
              + "|java\\.io\\.Object(In|Out)putStream\\..*"
              + "|java\\.lang\\.System\\.load(Library)?");

  /** Every class that does, and what its metadata covers. A new one needs metadata first. */
  private static final Map<String, Set<String>> CALLERS =
      Map.of(
          "loopgen-adapters", Set.of("dev.loopgen.adapters.agents.TemplateResources"),
          "loopgen-attest", Set.of(),
          "loopgen-core",
              Set.of(
                  "dev.loopgen.core.LibraryVersion",
                  "dev.loopgen.core.internal.policy.PolicyPreset",
                  "dev.loopgen.core.internal.tree.UnixAttributeReader"),
          "loopgen-report", Set.of("dev.loopgen.report.internal.DashboardAssets"));

  /** What stands in the jars and is not read while they run. */
  private static final Pattern NOT_READ =
      Pattern.compile("META-INF/.*|.*\\.class|.*/|.*/uplot/LICENSE|.*\\.mustache");

  @Test
  void reflection_isUsedByTheClassesThatTheMetadataCovers() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String artifact : ARTIFACTS) {
      Set<String> callers = new TreeSet<>();
      try (JarFile jar = new JarFile(Jars.of(artifact).toFile())) {
        for (JavaClass type : new ClassFileImporter().importJar(jar)) {
          if (type.getMethodCallsFromSelf().stream().anyMatch(NativeMetadataIT::isReflective)) {
            callers.add(type.getName());
          }
        }
      }
      found.put(artifact, callers);
    }

    assertThat(found).isEqualTo(new TreeMap<>(CALLERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"loopgen-adapters", "loopgen-attest", "loopgen-core", "loopgen-report"})
  void resources_areThoseOfTheJar(String artifact) throws IOException {
    Set<String> inJar = new TreeSet<>();
    try (JarFile jar = new JarFile(Jars.of(artifact).toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> !NOT_READ.matcher(name).matches())
          .forEach(inJar::add);
    }
    List<String> globs = values(metadata(artifact), "resources", "glob");

    assertThat(inJar).allMatch(name -> globs.stream().anyMatch(glob -> matches(glob, name)));
    assertThat(globs).allMatch(glob -> inJar.stream().anyMatch(name -> matches(glob, name)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void types_existWithTheirMethods() throws Exception {
    List<String> types = new ArrayList<>();
    for (String artifact : ARTIFACTS) {
      for (Json.Obj entry : objects(metadata(artifact), "reflection")) {
        String name = entry.string("type").orElseThrow();
        Class<?> type = Class.forName(name, false, NativeMetadataIT.class.getClassLoader());
        for (Json.Obj method : objects(entry, "methods")) {
          String wanted = method.string("name").orElseThrow();
          if (wanted.equals("<init>")) {
            assertThat(type.getDeclaredConstructor()).isNotNull();
          } else {
            assertThat(type.getDeclaredMethod(wanted)).isNotNull();
          }
        }
        types.add(name);
      }
    }

    assertThat(types)
        .containsExactlyInAnyOrder(
            "org.eclipse.jgit.internal.JGitText", "sun.nio.fs.UnixFileAttributes");
  }

  @Test
  void bundles_exist() throws IOException {
    for (String artifact : ARTIFACTS) {
      for (String bundle : values(metadata(artifact), "resources", "bundle")) {
        assertThat(ResourceBundle.getBundle(bundle).keySet()).isNotEmpty();
      }
    }
  }

  private static boolean isReflective(JavaMethodCall call) {
    String target = call.getTargetOwner().getName() + "." + call.getTarget().getName();
    return REFLECTIVE.matcher(target).matches();
  }

  private static boolean matches(String glob, String name) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return matcher.matches(Path.of(name));
  }

  private static Json.Obj metadata(String artifact) throws IOException {
    String name = "META-INF/native-image/dev.loopgen/" + artifact + "/reachability-metadata.json";
    try (JarFile jar = new JarFile(Jars.of(artifact).toFile());
        InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return (Json.Obj) Json.parse(in.readAllBytes());
    }
  }

  private static List<Json.Obj> objects(Json.Obj json, String member) {
    return json.array(member).stream().flatMap(List::stream).map(Json.Obj.class::cast).toList();
  }

  private static List<String> values(Json.Obj json, String member, String name) {
    return objects(json, member).stream().flatMap(entry -> entry.string(name).stream()).toList();
  }
}
